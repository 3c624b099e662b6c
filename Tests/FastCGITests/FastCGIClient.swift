import Glibc

/// The web server's side of one FastCGI connection with one request.
struct FastCGIClient: ~Copyable {
    private let descriptor: Int32

    /// - Throws: `ClientError` when nobody listens at `path`.
    init(path: String) throws {
        descriptor = try UnixSocket.connected(to: path)
    }

    deinit {
        close(descriptor)
    }

    /// Begins a request and sends its parameters.
    func begin(_ parameters: [String: String], keepsConnection: Bool = false) throws {
        try send(type: 1, [0, 1, keepsConnection ? 1 : 0, 0, 0, 0, 0, 0])
        var pairs: [UInt8] = []
        for (name, value) in parameters {
            pairs += [UInt8(name.utf8.count), UInt8(value.utf8.count)] + Array(name.utf8) + Array(value.utf8)
        }
        try send(type: 4, pairs)
        try send(type: 4, [])
    }

    /// Sends some of the body.
    func sendBody(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            try send(type: 5, Array(rest.prefix(32_768)))
            rest = rest.dropFirst(32_768)
        }
    }

    func endBody() throws {
        try send(type: 5, [])
    }

    /// Bytes that need not be FastCGI.
    func sendRaw(_ bytes: [UInt8]) throws {
        let sent = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == bytes.count else { throw ClientError("send: errno \(errno)") }
    }

    /// Reads to the end of the connection and returns what the application wrote.
    func answer() throws -> String {
        var output: [UInt8] = []
        while let header = try receive(8) {
            let length = Int(header[4]) << 8 | Int(header[5])
            guard let content = try receive(length + Int(header[6])) else { throw ClientError("cut record") }
            if header[1] == 6 { output += content.prefix(length) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func send(type: UInt8, _ content: [UInt8]) throws {
        let length = UInt16(content.count)
        try sendRaw([1, type, 0, 1, UInt8(length >> 8), UInt8(length & 0xFF), 0, 0] + content)
    }

    /// Exactly `count` bytes; nil at the end of the connection.
    private func receive(_ count: Int) throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let received = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe recv(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, 0)
            }
            guard received > 0 else {
                guard received == 0, filled == 0 else { throw ClientError("recv: errno \(errno)") }
                return nil
            }
            filled += received
        }
        return bytes
    }
}

struct ClientError: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}
