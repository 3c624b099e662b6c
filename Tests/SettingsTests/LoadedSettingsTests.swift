import Foundation
import Jobs
import Settings
import TestSupport
import Testing

@Suite struct LoadedSettingsTests {
    private func load(_ environment: [String: String], in folder: String = "/srv/platen")
        throws(SettingsError)
        -> ServiceSettings
    {
        try ServiceSettings.load(environment: environment, workingFolder: folder)
    }

    private func problems(_ environment: [String: String], in folder: String = "/srv/platen") -> [String] {
        do {
            _ = try load(environment, in: folder)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `nothing set, the defaults hold`() throws {
        let settings = try load([:])
        #expect(settings.dataFolder == "/srv/platen/data")
        #expect(settings.assetsFolder == "/srv/platen")
        #expect(settings.listenAddress == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.processors == ProcessInfo.processInfo.activeProcessorCount)
        #expect(settings.limits == ServiceSettings.Limits())
    }

    @Test func `every variable set, every field follows`() throws {
        let values = [
            "PLATEN_DATA_DIR": "/d", "PLATEN_SPOOL_DIR": "/u", "PLATEN_ASSETS_DIR": "/a",
            "PLATEN_RULES": "/r/rules.json",
            "PLATEN_LISTEN": "::1", "PLATEN_PORT": "0", "PLATEN_PUBLISHED_ADDRESS": "127.0.0.2",
            "PLATEN_AUTH": "required", "PLATEN_SESSION_HOURS": "2.5",
            "PLATEN_LOG_LEVEL": "debug", "PLATEN_LOG_FORMAT": "json", "PLATEN_ACCESS_LOG": "json",
            "PLATEN_PROCESSORS": "3", "PLATEN_RESPONDERS": "4",
            "PLATEN_RESPONDER_THREADS": "5", "PLATEN_WORKER_CONNECTIONS": "300", "PLATEN_RING_SLOTS": "64",
            "PLATEN_VERDICT_TIMEOUT_MS": "77",
            "PLATEN_MAX_UPLOAD_BYTES": "5000", "PLATEN_MAX_PIXELS": "6", "PLATEN_MAX_IMAGES": "7",
            "PLATEN_MAX_PAGES": "19", "PLATEN_MODELS_DIR": "/m", "PLATEN_LANGUAGE": "deu+eng",
            "PLATEN_MAX_PARTS": "8", "PLATEN_MAX_ATTEMPTS": "9", "PLATEN_PROCESSOR_MEMORY_BYTES": "300000000",
            "PLATEN_PROCESSOR_CPU_SECONDS": "11", "PLATEN_PROCESSOR_CPU_SECONDS_PER_MEGAPIXEL": "12",
            "PLATEN_PROCESSOR_STORAGE_BYTES": "2000000",
            "PLATEN_PROCESSOR_SECONDS": "13", "PLATEN_DRAIN_SECONDS": "2", "PLATEN_STALL_SECONDS": "17",
            "PLATEN_MAX_WAITING": "14", "PLATEN_MAX_WAITING_PER_USER": "15",
            "PLATEN_MAX_RUNNING_PER_USER": "21",
            "PLATEN_DISK_RESERVE_BYTES": "16", "PLATEN_ORPHAN_SECONDS": "7200",
            "PLATEN_KEEP_DAYS": "0.5", "PLATEN_KEEP_BYTES": "18",
            "PLATEN_PHOTO_DELAY": "0-10", "PLATEN_PHOTO_FOLDER": "/p", "PLATEN_UNSPLASH_ACCESS_KEY": "k",
            "PLATEN_UNSPLASH_URL": "http://127.0.0.1:1", "PLATEN_WEBHOOK": "https://example.org/hook",
            "PLATEN_SECRET_KEY": "k y", "PLATEN_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "PLATEN_WEBHOOK_ALLOW_PRIVATE": "127.0.0.0/8,fd00::/8",
        ]
        #expect(Set(values.keys) == Set(Setting.all.map(\.name)))
        #expect(try load(values).environment == values)
    }

    @Test func `an alias is set, it counts; the primary name wins over it`() throws {
        #expect(try load(["WORKER_COUNT": "5", "PORT": "9000"]).processors == 5)
        #expect(try load(["PORT": "9000"]).port == 9000)
        #expect(try load(["PORT": "9000", "PLATEN_PORT": "9001"]).port == 9001)
    }

    @Test(arguments: [("true", AddressRanges.everything), ("False", .none)])
    func `private addresses are allowed by a word, it stands for all or none`(
        text: String, ranges: AddressRanges
    ) throws {
        #expect(try load(["PLATEN_WEBHOOK_ALLOW_PRIVATE": text]).outbound.webhookAllowed == ranges)
    }

    @Test(arguments: [
        ("PLATEN_PHOTO_DELAY", "5"), ("PLATEN_UNSPLASH_URL", "unsplash.com"), ("PLATEN_WEBHOOK", "ftp://a/"),
        ("PLATEN_WEBHOOK_SECRET", "secret"), ("PLATEN_WEBHOOK_SECRET", "whsec_AAAA"),
        ("PLATEN_WEBHOOK_ALLOW_PRIVATE", "10.0.0.0/99"), ("UNSPLASH_ACCESS_KEY", "a\nb"),
    ])
    func `a text breaks its rule, it is refused; a secret is not repeated`(name: String, text: String) throws
    {
        let error = try #require(throws: SettingsError.self) { try load([name: text]) }
        let problem = try #require(error.problems.first)
        #expect(problem.hasPrefix(name))
        #expect(problem.contains(text) == !(name.contains("SECRET") || name.contains("KEY")))
    }

    @Test func `no spool is set, it lies in the data folder; an alias names another, it counts`() throws {
        let usual = try load(["PLATEN_DATA_DIR": "/d"])
        #expect(usual.spoolFolder == "/d/spool")
        #expect(usual.keepsSpoolInside)
        let chosen = try load(["UPLOAD_FOLDER": "uploads", "PLATEN_DATA_DIR": "/d"])
        #expect(chosen.spoolFolder == "/srv/platen/uploads")
        #expect(!chosen.keepsSpoolInside)
        #expect(try load(["UPLOAD_FOLDER": "/u", "PLATEN_SPOOL_DIR": "/v"]).spoolFolder == "/v")
    }

    @Test(arguments: [
        ("true", "debug"), ("True", "debug"), ("1", "debug"), ("yes", "debug"), ("on", "debug"),
        ("false", "info"), ("0", "info"), ("No", "info"), ("OFF", "info"), ("", "info"),
    ])
    func `DEBUG is true, the level is debug; it is false, it counts as not set`(text: String, level: String)
        throws
    {
        #expect(try load(["DEBUG": text]).logLevel == level)
        #expect(try load(["DEBUG": text, "PLATEN_LOG_LEVEL": "error"]).logLevel == "error")
    }

    @Test func `DEBUG is neither true nor false, that is reported`() {
        #expect(problems(["DEBUG": "app:*"]) == ["DEBUG must be true or false; it is “app:*”."])
        #expect(problems(["DEBUG": "error"]) == ["DEBUG must be true or false; it is “error”."])
    }

    @Test func `a variable is empty, it counts as not set`() throws {
        #expect(try load(["PLATEN_PORT": "", "PORT": "9000"]).port == 9000)
    }

    @Test(arguments: [
        ("x/../y", "/srv/platen/y"), ("./d/", "/srv/platen/d"), ("/a//b/.", "/a/b"), ("../d", "/srv/d"),
        ("a folder", "/srv/platen/a folder"),
    ])
    func `a folder is relative or untidy, it becomes absolute`(text: String, path: String) throws {
        #expect(try load(["PLATEN_DATA_DIR": text]).dataFolder == path)
    }

    @Test func `several values are wrong, all are reported with what is allowed`() {
        let problems = problems([
            "PLATEN_PORT": "70000", "WORKER_COUNT": "two", "PLATEN_LOG_LEVEL": "loud",
            "PLATEN_RING_SLOTS": "1000",
        ])
        #expect(
            problems == [
                "PLATEN_PORT must be a whole number from 0 to 65535; it is 70000.",
                "PLATEN_LOG_LEVEL must be one of trace, debug, info, notice, warning, error, critical; it is “loud”.",
                "WORKER_COUNT must be a whole number from 1 to 256; it is “two”.",
                "PLATEN_RING_SLOTS must be a power of two from 2 to 65536; it is 1000.",
            ])
    }

    @Test(arguments: ["0.0.0.0", "192.168.1.1", "::", "128.0.0.1"])
    func `others can reach the address and nobody is asked who they are, it is refused with the reason`(
        address: String
    ) throws {
        let problems = problems(["PLATEN_LISTEN": address])
        #expect(problems.count == 1)
        #expect(problems.first?.contains("PLATEN_AUTH=required") == true)
        #expect(problems.first?.contains("“\(address)”") == true)
        let asking = try load(["PLATEN_LISTEN": address, "PLATEN_AUTH": "required"])
        #expect(asking.listenAddress == address && asking.access.asksWho)
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `a container engine publishes the port to this machine alone, any address may be listened on`(
        address: String
    ) throws {
        let settings = try load(["PLATEN_LISTEN": "0.0.0.0", "PLATEN_PUBLISHED_ADDRESS": address])
        #expect(settings.listenAddress == "0.0.0.0" && settings.publishedAddress == address)
    }

    @Test(arguments: ["127.0.0.1", "0.0.0.0"])
    func `a container engine publishes the port to others and nobody is asked who they are, it is refused`(
        address: String
    ) throws {
        let published = ["PLATEN_LISTEN": address, "PLATEN_PUBLISHED_ADDRESS": "192.168.1.1"]
        let problems = problems(published)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("PLATEN_PUBLISHED_ADDRESS must be a loopback address") == true)
        #expect(problems.first?.contains("“192.168.1.1”") == true)
        let asking = try load(published.merging(["PLATEN_AUTH": "required"]) { $1 })
        #expect(asking.publishedAddress == "192.168.1.1")
    }

    @Test(arguments: ["127.0.0.1.evil", "127.0.0", "example.org", "*", "[127.0.0.1", "256.1.1.1"])
    func `it is no address, it is refused`(address: String) {
        let problems = problems(["PLATEN_LISTEN": address, "PLATEN_AUTH": "required"])
        #expect(problems.count == 1 && problems.first?.contains("“\(address)”") == true)
    }

    @Test func `who may use the service is one of two words`() {
        #expect(
            problems(["PLATEN_AUTH": "maybe"]) == [
                "PLATEN_AUTH must be one of open, required; it is “maybe”."
            ])
        #expect(problems(["PLATEN_SESSION_HOURS": "0"]).count == 1)
    }

    @Test(arguments: [("127.8.9.1", "127.8.9.1"), ("localhost", "127.0.0.1"), ("[::1]", "::1")])
    func `the address is a loopback one, it is taken`(text: String, address: String) throws {
        #expect(try load(["PLATEN_LISTEN": text]).listenAddress == address)
    }

    @Test(arguments: ["/a\"b", "/a$b", "/a;b", "/a\nb", "/" + String(repeating: "x", count: 80)])
    func `the data folder cannot stand in the configuration of nginx or be a socket's, it is refused`(
        path: String
    ) {
        #expect(problems(["PLATEN_DATA_DIR": path]).count == 1)
    }

    @Test func `the working folder makes the default data folder too long, the default is refused`() {
        let problems = problems([:], in: "/" + String(repeating: "x", count: 79))
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("PLATEN_DATA_DIR") == true)
    }
}

@Suite struct SettingsFileTests {
    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/platen.json"
            try Data(text.utf8).write(to: URL(filePath: path))
            try body(path)
        }
    }

    @Test func `a file is named, it stands between variables and defaults`() throws {
        try withFile(#"{"port": 9000, "processors": 7, "log_level": "error"}"#) { path in
            let loaded = try LoadedSettings(
                environment: ["PLATEN_CONFIG_FILE": path, "WORKER_COUNT": "3"], workingFolder: "/")
            #expect(loaded.settings.port == 9000)
            #expect(loaded.settings.processors == 3)
            #expect(loaded.settings.logLevel == "error")
            #expect(loaded.origins == ["port": path, "processors": "WORKER_COUNT", "log_level": path])
        }
    }

    @Test func `the file's values are wrong, each is reported with the file`() throws {
        try withFile(#"{"port": "x", "prot": 1, "data_dir": 5}"#) { path in
            let error = #expect(throws: SettingsError.self) {
                try ServiceSettings.load(environment: ["PLATEN_CONFIG_FILE": path], workingFolder: "/")
            }
            #expect(
                error?.problems.map { $0.replacing(path, with: "F") } == [
                    "F: “prot” is not a setting.",
                    "data_dir in F " + folderRule + ".",
                    "port in F must be a whole number from 0 to 65535; it is “x”.",
                ])
        }
    }

    @Test(arguments: [("7", 7.0), ("0.25", 0.25), ("1e-3", 0.001)])
    func `a number with a fraction is taken from a file and from a variable`(text: String, days: Double)
        throws
    {
        try withFile("{\"keep_days\": \(text)}") { path in
            for environment in [["PLATEN_CONFIG_FILE": path], ["PLATEN_KEEP_DAYS": text]] {
                let settings = try ServiceSettings.load(environment: environment, workingFolder: "/")
                #expect(settings.limits.keepDays == days)
            }
        }
    }

    @Test(arguments: ["-1", "36501", "nan", "many"])
    func `a number with a fraction is out of its range, it is refused`(text: String) {
        let error = #expect(throws: SettingsError.self) {
            try ServiceSettings.load(environment: ["PLATEN_KEEP_DAYS": text], workingFolder: "/")
        }
        #expect(
            error?.problems.first?.hasPrefix("PLATEN_KEEP_DAYS must be a number from 0 to 36500; it is")
                == true)
    }

    private let folderRule =
        "must be a path of at most 80 bytes without control characters and without any of \" ' \\ $ { } ;"

    @Test(arguments: ["", "[1]", "{"])
    func `the file is no JSON object, that is reported`(text: String) throws {
        try withFile(text) { path in
            _ = #expect(throws: SettingsError.self) {
                try ServiceSettings.load(environment: ["PLATEN_CONFIG_FILE": path], workingFolder: "/")
            }
        }
    }

    @Test func `the file is missing, that is reported`() {
        #expect(throws: SettingsError.self) {
            try ServiceSettings.load(environment: ["PLATEN_CONFIG_FILE": "/nowhere.json"], workingFolder: "/")
        }
    }
}
