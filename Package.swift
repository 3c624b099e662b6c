// swift-tools-version: 6.2

import PackageDescription

/// One set of rules for every Swift target: Swift 6 mode, every unsafe construct spelled, warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let strictC: [CSetting] = [
    .define("_GNU_SOURCE"),
    .treatAllWarnings(as: .error),
]

/// Functions of Tesseract that `CTesseractInside` wraps, by the names that the C++ compiler gives them, and one of
/// Leptonica that Tesseract calls.
let wrapped = [
    "pixWriteMem",
    "_ZN9tesseract14LSTMRecognizer13RecognizeLineERKNS_9ImageDataEfbdRKNS_4TBOXEPNS_13PointerVector"
        + "INS_8WERD_RESEEEii",
    "_ZN9tesseract8WERD_RES19SetupForRecognitionERKNS_10UNICHARSETEPNS_9TesseractENS_5ImageEiPKNS_4TBOXEbbbPNS_3ROWE"
        + "PKNS_5BLOCKE",
    "_ZN9tesseract9Tesseract17LSTMRecognizeWordERKNS_5BLOCKEPNS_3ROWEPNS_8WERD_RESEPNS_13PointerVectorIS6_EE",
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

/// A target of the project's own Swift code under `Sources/<name>`.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A `platen…` executable whose few lines live under `Sources/<folder>`.
func program(_ name: String, folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Sources/\(folder)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
    name: "platen",
    products: [
        .executable(name: "platen", targets: ["platen"]),
        .executable(name: "platen-responder", targets: ["platen-responder"]),
        .executable(name: "platen-supervisor", targets: ["platen-supervisor"]),
        .executable(name: "platen-processor", targets: ["platen-processor"]),
        // Processors load it when their job is a PDF.
        .library(name: "platen-pdf", type: .dynamic, targets: ["PDFPages"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        // Values first; every arrow points towards them.
        .target(
            name: "Jobs", exclude: ["Documentation.docc"], swiftSettings: strict,
            linkerSettings: [.linkedLibrary("m")]),
        library(
            "Scheduling",
            [
                "Jobs", .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        library(
            "Simulation",
            ["Jobs", "Scheduling", .product(name: "HeapModule", package: "swift-collections")]),
        library("Logs", ["Jobs", logging]),
        library("SharedRing", ["CPlatform"]),
        library("Spool", ["Jobs", "CPlatform"]),
        library("JobStore", ["Jobs", grdb]),
        library(
            "ImageText",
            ["Forms", "Jobs", "CImageCodecs", "CTesseractInside", "CPDF", "CTesseract", "CTesseractGaps"]),
        library("ProcessorHost", ["Jobs", "ImageText", "Spool", "SharedRing", "CPlatform"]),
        library(
            "Supervision",
            [
                "Documents", "Jobs", "Logs", "Outbound", "Scheduling", "SharedRing", "JobStore", "Spool",
                "CCurl",
                "CPlatform",
                crypto, logging,
                .product(name: "DequeModule", package: "swift-collections"),
            ]),
        // What people and programs prove with who they are; also what keeps libcrypt out of the supervisor.
        library("Credentials", ["Jobs", "CCrypt", crypto]),
        library("Documents", ["Jobs"]),
        library("Forms", ["Jobs"]),
        library(
            "WebAPI",
            [
                "Credentials", "Documents", "Forms", "Jobs", "JobStore", "SharedRing", "Spool", crypto,
                logging,
            ]),
        library("FastCGI", ["Jobs", "WebAPI", "CFastCGI", "CPlatform", logging]),
        library(
            "Settings",
            ["Jobs", .product(name: "Configuration", package: "swift-configuration")]),
        library("Watching", ["Jobs", "SharedRing"]),
        library("Outbound", ["Jobs", "CCurl"]),
        library("Client", ["Jobs", "Outbound", crypto]),
        library("Launching", ["Settings", "SharedRing", "Spool", "Jobs", "CPlatform", "CCurl", logging]),

        program("platen-responder", folder: "responder", ["Jobs", "FastCGI", "Settings", "Logs", logging]),
        program("platen-supervisor", folder: "supervisor", ["Supervision", "Settings", "Logs", logging]),
        program("platen-processor", folder: "processor", ["ProcessorHost"]),
        program(
            "platen", folder: "platen",
            [
                "Client", "Credentials", "Launching", "Watching", "Supervision", "JobStore", "SharedRing",
                "Settings",
                "Documents", "Jobs", "Logs", "Simulation", logging,
                argumentParser,
            ]),

        .target(name: "CPlatform", cSettings: strictC),
        .target(
            name: "CImageCodecs", cSettings: strictC,
            linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
        .target(name: "CPDF", cSettings: strictC),
        .target(
            name: "PDFPages", dependencies: ["CPDF", "CPoppler"],
            cxxSettings: [.treatAllWarnings(as: .error)]),
        .systemLibrary(name: "CPoppler", pkgConfig: "poppler-cpp", providers: [.apt(["libpoppler-cpp-dev"])]),
        // Without pkg-config, whose flags would link the processor to libcurl and libarchive too.
        .systemLibrary(name: "CTesseract", providers: [.apt(["libtesseract-dev", "libleptonica-dev"])]),
        .target(name: "CTesseractGaps", cSettings: strictC),
        .target(
            name: "CTesseractInside",
            // Tests read many pages.
            cSettings: strictC + [.unsafeFlags(["-O2"], .when(configuration: .debug))],
            linkerSettings: [.unsafeFlags(wrapped.flatMap { ["-Xlinker", "--wrap=\($0)"] })]),
        .systemLibrary(name: "CFastCGI", providers: [.apt(["libfcgi-dev"])]),
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        .target(
            name: "CTestImages", path: "Tests/CTestImages", cSettings: strictC,
            linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
        .target(
            name: "TestImages", dependencies: ["CTestImages"], path: "Tests/TestImages", swiftSettings: strict
        ),
        .executableTarget(
            name: "platen-test-sandbox-probe", dependencies: ["CPlatform"], path: "Tests/SandboxProbe",
            cSettings: strictC),
        .executableTarget(
            name: "platen-test-file-pages", dependencies: ["CPlatform"], path: "Tests/FilePages",
            cSettings: strictC),
        .target(name: "TestSupport", dependencies: ["Jobs"], path: "Tests/Support", swiftSettings: strict),
        // A process that tests kill while it commits.
        .executableTarget(
            name: "StoreWriterProcess", dependencies: ["JobStore", "Jobs"], path: "Tests/StoreWriterProcess",
            swiftSettings: strict),
        tests("JobsTests", ["Jobs"]),
        tests("SchedulingTests", ["Scheduling"]),
        tests("SimulationTests", ["Scheduling", "Simulation"]),
        .executableTarget(
            name: "platen-test-ring-producer", dependencies: ["SharedRing"], path: "Tests/RingProducer",
            swiftSettings: strict),
        // Not shipped: scripts/bench drives a supervisor with it.
        .executableTarget(
            name: "platen-bench-commands", dependencies: ["Jobs", "SharedRing"],
            path: "Tests/Benchmarks/CommandPath", swiftSettings: strict),
        // Not shipped: scripts/bench fills a queue with it.
        .executableTarget(
            name: "platen-bench-dispatch", dependencies: ["Jobs", "Scheduling"],
            path: "Tests/Benchmarks/Dispatch", swiftSettings: strict),
        // Not shipped: scripts/bench measures drawings with it.
        .executableTarget(
            name: "platen-bench-drawings", dependencies: ["ImageText", "Jobs"],
            path: "Tests/Benchmarks/Drawings", swiftSettings: strict),
        tests("SharedRingTests", ["SharedRing", "CPlatform", "platen-test-ring-producer"]),
        tests("SpoolTests", ["Spool"]),
        tests("JobStoreTests", ["JobStore", "StoreWriterProcess", grdb]),
        tests(
            "ImageTextTests",
            ["ImageText", "Jobs", "CImageCodecs", "CTesseract", "CTesseractInside", "TestImages", crypto]),
        tests(
            "ProcessorHostTests",
            [
                "ProcessorHost", "ImageText", "Jobs", "Spool", "SharedRing", "CPlatform", "TestImages",
                "platen-processor",
                "platen-test-file-pages",
                "platen-test-sandbox-probe",
            ]),
        tests(
            "SupervisionTests",
            [
                "Supervision", "CPlatform", "Documents", "JobStore", "Outbound", "Scheduling", "Spool",
                crypto,
                logging,
            ]),
        tests("CredentialsTests", ["Credentials", "Jobs"]),
        tests("DocumentsTests", ["Documents"]),
        tests("FormsTests", ["Forms"]),
        tests("WebAPITests", ["Credentials", "WebAPI", "JobStore", "SharedRing", "Spool", logging]),
        tests("FastCGITests", ["Documents", "FastCGI", "WebAPI", "Spool", logging]),
        tests("LogsTests", ["Logs", "Jobs", logging]),
        tests("SettingsTests", ["Settings"]),
        tests("WatchingTests", ["Watching", "Jobs", "SharedRing"]),
        tests("OutboundTests", ["Outbound", "Jobs"]),
        tests("ClientTests", ["Client", "Jobs"]),
        tests("LaunchingTests", ["Launching", "CPlatform"]),
    ],
    cxxLanguageStandard: .cxx17
)
