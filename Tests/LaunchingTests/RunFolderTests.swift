import Foundation
import Glibc
@testable import Launching
import TestSupport
import Testing

@Suite struct RunLockTests {
    @Test func `the lock is held, a second is refused with the holder's pid`() throws {
        try withTemporaryFolder { folder in
            let first = try RunLock(path: "\(folder)/lock", dataFolder: "/d")
            let error = #expect(throws: LaunchError.self) { try take("\(folder)/lock") }
            #expect(error?.description == "Platen already runs on /d (pid \(getpid())). Stop it first.")
            _ = first
        }
    }

    @Test func `the lock was released, it can be taken again`() throws {
        try withTemporaryFolder { folder in
            try take("\(folder)/lock")
            // A process that another test starts has copies of all descriptors until it runs its program.
            #expect(eventually { (try? take("\(folder)/lock")) != nil })
        }
    }

    @Test func `parts of the service share the lock, the whole service is refused and they are not`() throws {
        try withTemporaryFolder { folder in
            let first = try RunLock(path: "\(folder)/lock", dataFolder: "/d", isShared: true)
            let second = try RunLock(path: "\(folder)/lock", dataFolder: "/d", isShared: true)
            let error = #expect(throws: LaunchError.self) { try take("\(folder)/lock") }
            #expect(error?.description == "Platen already runs on /d, in parts. Stop those first.")
            _ = first
            _ = second
        }
    }

    @Test func `the whole service holds the lock, a part of it is refused`() throws {
        try withTemporaryFolder { folder in
            let whole = try RunLock(path: "\(folder)/lock", dataFolder: "/d")
            let error = #expect(throws: LaunchError.self) {
                _ = try RunLock(path: "\(folder)/lock", dataFolder: "/d", isShared: true)
            }
            #expect(error?.description == "Platen already runs on /d (pid \(getpid())). Stop it first.")
            _ = whole
        }
    }

    private func take(_ path: String) throws { _ = try RunLock(path: path, dataFolder: "/d") }
}

@Suite struct ResponderSocketTests {
    @Test func `a stale file lies at the path, the socket replaces it and is for its owner alone`() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/r.sock"
            try Data().write(to: URL(filePath: path))
            let socket = try ResponderSocket(path: path)
            var status = stat()
            #expect(unsafe stat(path, &status) == 0)
            #expect(status.st_mode & S_IFMT == S_IFSOCK)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(socket.descriptor >= 0)
        }
    }

    @Test func `the path is too long for a socket, that is said`() {
        let path = "/tmp/" + String(repeating: "x", count: 200)
        let error = #expect(throws: LaunchError.self) { try listen(path) }
        #expect(error?.description.contains("File name too long") == true)
    }

    private func listen(_ path: String) throws { _ = try ResponderSocket(path: path) }
}

@Suite struct ListenAddressTests {
    /// ::1 where there is one: an engine may give containers a network without it.
    private static let addresses: [String] = {
        let known = try? String(contentsOfFile: "/proc/net/if_inet6", encoding: .utf8)
        let loopback = String(repeating: "0", count: 31) + "1 "
        return ["127.0.0.1"] + (known?.contains(loopback) == true ? ["::1"] : [])
    }()

    @Test(arguments: addresses)
    func `any port will do, a free one is found; it is taken, that is said`(address: String) throws {
        let wanted = ListenAddress(address: address, port: 0)
        let found = try wanted.claimed()
        #expect((1...65535).contains(found.port))
        try withListener(on: address) { port in
            let error = #expect(throws: LaunchError.self) {
                try ListenAddress(address: address, port: port).claimed()
            }
            #expect(
                error?.description
                    == "Port \(port) of \(address) is taken by another program. Set PLATEN_PORT to a free one."
            )
        }
    }

    @Test func `addresses are written as nginx reads them`() {
        #expect(ListenAddress(address: "127.0.0.1", port: 80).text == "127.0.0.1:80")
        #expect(ListenAddress(address: "::1", port: 80).text == "[::1]:80")
    }

    private func withListener(on address: String, _ body: (Int) throws -> Void) throws {
        let family = address.contains(":") ? AF_INET6 : AF_INET
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        // Not bound yet: listening takes a free port of every address.
        #expect(Glibc.listen(descriptor, 1) == 0)
        try body(ListenAddress.boundPort(descriptor))
    }
}
