import Foundation
import Glibc
import Synchronization

/// An HTTP server of a test. Each connection has a thread and one request.
package final class LocalServer: Sendable {
    /// 0 for one at a path.
    package let port: Int
    private let listener: Int32
    private let requests = Mutex<[Request]>([])
    private let connections = Mutex<[Int32]>([])
    private let answer: @Sendable (Request) -> Answer

    package struct Request: Sendable {
        package var method = ""
        /// Path and query.
        package var target = ""
        /// By name in lower case.
        package var headers: [String: String] = [:]
        package var body: [UInt8] = []
    }

    package enum Answer: Sendable {
        case response(status: Int, headers: [String] = [], body: [UInt8])
        /// A body without end.
        case endless
        /// Nothing, for as long as the client waits.
        case silence
    }

    /// On a free port of the loopback interface; answers each request by `answer`, on the connection's thread.
    package convenience init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw NoPort() }
        try self.init(listener, port: Int(UInt16(bigEndian: address.sin_port)), answer)
    }

    /// On a Unix socket at `path`, at most 107 bytes long; answers each request by `answer`, on the connection's thread.
    package convenience init(path: String, _ answer: @escaping @Sendable (Request) -> Answer) throws {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let isBound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound else { throw NoPort() }
        try self.init(listener, port: 0, answer)
    }

    private init(_ listener: Int32, port: Int, _ answer: @escaping @Sendable (Request) -> Answer) throws {
        (self.listener, self.port, self.answer) = (listener, port, answer)
        guard listen(listener, 64) == 0 else { throw NoPort() }
        Thread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let server = self else { break }
                server.connections.withLock { $0.append(connection) }
                Thread { server.serve(connection) }.start()
            }
            close(listener)
        }.start()
    }

    private struct NoPort: Error {}

    /// Ends all connections and takes no more.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        connections.withLock { connections in
            for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// The whole requests so far.
    package var received: [Request] { requests.withLock { $0 } }

    private func serve(_ connection: Int32) {
        defer {
            connections.withLock { $0.removeAll { $0 == connection } }
            close(connection)
        }
        guard let request = read(connection) else { return }
        requests.withLock { $0.append(request) }
        switch answer(request) {
        case .response(let status, let headers, let body):
            let lines = ["HTTP/1.1 \(status) Test", "Content-Length: \(body.count)", "Connection: close"]
            let head = (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
            _ = write(Array(head.utf8) + body, to: connection)
        case .endless:
            guard write(Array("HTTP/1.1 200 Test\r\nConnection: close\r\n\r\n".utf8), to: connection) else {
                return
            }
            while write([UInt8](repeating: 0x78, count: 64 << 10), to: connection) {}
        case .silence:
            var byte: UInt8 = 0
            while unsafe recv(connection, &byte, 1, 0) > 0 {}
        }
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            if let request = Self.parse(bytes) { return request }
            let count = unsafe recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    /// Nil until all of it is there.
    private static func parse(_ bytes: [UInt8]) -> Request? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        var request = Request()
        let words = lines[0].split(separator: " ")
        (request.method, request.target) = (String(words[0]), String(words[1]))
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            request.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        request.body = Array(bytes[end.upperBound...])
        let length = Int(request.headers["content-length"] ?? "0") ?? 0
        return request.body.count >= length ? request : nil
    }

    private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = bytes[sent...]
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
