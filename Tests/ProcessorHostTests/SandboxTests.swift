import CPlatform
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct SandboxTests {
    /// How an action in the sandbox ended.
    private enum End: Equatable {
        case errno(Int32)
        case signal(Int32)
    }

    /// Runs the probe in a sandbox over `folder` ("-" for none), in which `readable` can be read too.
    private func attempt(
        _ action: String, _ path: String, folder: String, readable: String? = nil
    ) throws -> End {
        let process = Process()
        process.executableURL = URL(filePath: try Programs.path("platen-test-sandbox-probe"))
        process.arguments = [folder, action, path] + (readable.map { [$0] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line =
            try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal { return .signal(process.terminationStatus) }
        let number = try #require(line.hasPrefix("errno ") ? Int32(line.dropFirst(6).dropLast()) : nil)
        return .errno(number)
    }

    private func expect(
        _ action: String, _ path: String, in folder: String, readable: String? = nil, endsWith end: End
    ) throws {
        let found = try attempt(action, path, folder: folder, readable: readable)
        #expect(found == end, "\(action) \(path)")
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try Data("content".utf8).write(to: URL(filePath: "\(folder)/input"))
            try body(folder)
        }
    }

    private static let missing = platform_sandbox_missing()
    private static let hasLandlock = missing & UInt32(PLATFORM_SANDBOX_LANDLOCK) == 0
    private static let hasSeccomp = missing & UInt32(PLATFORM_SANDBOX_SECCOMP) == 0

    @Test func `the job's own files can be read and written`() throws {
        try withFolder { folder in
            try expect("nothing", "", in: folder, endsWith: .errno(0))
            try expect("memory", "", in: folder, endsWith: .errno(0))
            try expect("grow", "", in: folder, endsWith: .errno(0))
            try expect("copy-descriptor", "", in: folder, endsWith: .errno(0))
            try expect("read", "\(folder)/input", in: folder, endsWith: .errno(0))
            try expect("write", "\(folder)/new", in: folder, endsWith: .errno(0))
        }
    }

    @Test(.enabled(if: hasLandlock)) func `models and fonts can be read and not written`() throws {
        try withFolder { folder in
            try withFolder { models in
                try expect("read", "\(models)/input", in: folder, readable: models, endsWith: .errno(0))
                try expect("write", "\(models)/new", in: folder, readable: models, endsWith: .errno(EACCES))
                try expect("read", "/etc/passwd", in: folder, readable: models, endsWith: .errno(EACCES))
                try expect("write", "\(folder)/new", in: folder, readable: models, endsWith: .errno(0))
                try expect("nothing", "", in: folder, readable: "/nonexistent", endsWith: .errno(0))
            }
        }
    }

    @Test(.enabled(if: hasLandlock)) func `no other file can`() throws {
        try withFolder { folder in
            try withFolder { other in
                try expect("read", "\(other)/input", in: folder, endsWith: .errno(EACCES))
                try expect("write", "\(other)/new", in: folder, endsWith: .errno(EACCES))
                try expect("read", "/etc/passwd", in: folder, endsWith: .errno(EACCES))
                try expect("read", "\(folder)/input", in: "-", endsWith: .errno(EACCES))
            }
        }
    }

    @Test(
        .enabled(if: hasSeccomp),
        arguments: ["internet", "unix", "fork", "signal-parent", "code", "raise-limit"])
    func `network, processes, code and limits are out of reach`(action: String) throws {
        try withFolder { folder in try expect(action, "", in: folder, endsWith: .errno(EPERM)) }
    }

    @Test(.enabled(if: hasLandlock && hasSeccomp))
    func `a thread that was started between the two halves has the bounds of both`() throws {
        try withFolder { folder in
            try expect("thread:read", "\(folder)/input", in: folder, endsWith: .errno(0))
            try expect("thread:read", "/etc/passwd", in: folder, endsWith: .errno(EACCES))
            for action in ["internet", "fork", "code"] {
                try expect("thread:\(action)", "", in: folder, endsWith: .errno(EPERM))
            }
            try expect("thread:execute", "/bin/true", in: folder, endsWith: .signal(SIGSYS))
        }
    }

    @Test(.enabled(if: hasSeccomp), arguments: ["widen-page", "double-page"])
    func `a page of shared memory stays the only one`(action: String) throws {
        try withFolder { folder in
            try expect(action, "\(folder)/page", in: folder, endsWith: .errno(EPERM))
        }
    }

    @Test(.enabled(if: hasSeccomp), arguments: ["own", "own-exactly", "choose-signal"])
    func `no descriptor sends signals to others`(action: String) throws {
        try withFolder { folder in try expect(action, "", in: folder, endsWith: .errno(EPERM)) }
    }

    @Test(.enabled(if: hasSeccomp))
    func `no file is leased and no folder watched`() throws {
        try withFolder { folder in
            try expect("lease", "\(folder)/input", in: folder, endsWith: .errno(EPERM))
            try expect("watch", folder, in: folder, endsWith: .errno(EPERM))
        }
    }

    @Test(.enabled(if: hasSeccomp), arguments: ["folder", "link"])
    func `nothing but files can be made`(action: String) throws {
        try withFolder { folder in
            try expect(action, "\(folder)/new", in: folder, endsWith: .errno(EPERM))
        }
    }

    @Test(.enabled(if: hasSeccomp), arguments: ["execute", "trace"])
    func `an attacker's call ends the process`(action: String) throws {
        try withFolder { folder in
            try expect(action, "/bin/true", in: folder, endsWith: .signal(SIGSYS))
        }
    }

    @Test func `a Landlock without scopes is said to lack them, a missing one to lack everything`() {
        let (landlock, seccomp) = (PLATFORM_SANDBOX_LANDLOCK, PLATFORM_SANDBOX_SECCOMP)
        #expect(platform_sandbox_missing_with(6, 1) == 0)
        for abi in Int32(1)...5 {
            #expect(platform_sandbox_missing_with(abi, 1) == UInt32(PLATFORM_SANDBOX_SCOPES))
        }
        #expect(platform_sandbox_missing_with(0, 1) == UInt32(landlock))
        #expect(platform_sandbox_missing_with(0, 0) == UInt32(landlock | seccomp))
    }

    @Test func `an abort still is one`() throws {
        try withFolder { folder in try expect("abort", "", in: folder, endsWith: .signal(SIGABRT)) }
    }
}
