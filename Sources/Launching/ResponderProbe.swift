internal import Foundation
internal import Glibc

/// Asks the responders past nginx, by one request of FastCGI 1.0 (https://fastcgi-archives.github.io/FastCGI_Specification.html).
struct ResponderProbe {
    private static let timeoutSeconds = 2
    private enum Record: UInt8 {
        case begin = 1
        case parameters = 4
        case input = 5
        case output = 6
    }

    /// The responders' socket.
    let socketPath: String

    /// Whether one of them begins to answer within two seconds, whatever it says.
    func isAnswered() -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0, let address = UnixAddress(socketPath) else { return false }
        defer { close(descriptor) }
        var time = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
        guard address.connect(descriptor) == 0 else { return false }
        let question = Self.question
        guard unsafe send(descriptor, question, question.count, Int32(MSG_NOSIGNAL)) == question.count
        else { return false }
        var head = [UInt8](repeating: 0, count: 8)
        let count = unsafe recv(descriptor, &head, head.count, Int32(MSG_WAITALL))
        return count == head.count && head[1] == Record.output.rawValue
    }

    /// `GET /api/health`, to a responder that closes the connection afterwards.
    static var question: [UInt8] {
        let parameters = [
            ("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/api/health"), ("DOCUMENT_URI", "/api/health"),
        ]
        let encoded = parameters.flatMap { name, value in
            [UInt8(name.utf8.count), UInt8(value.utf8.count)] + Array(name.utf8) + Array(value.utf8)
        }
        return record(.begin, [0, 1, 0, 0, 0, 0, 0, 0]) + record(.parameters, encoded)
            + record(.parameters, [])
            + record(.input, [])
    }

    /// Version 1, request 1, without padding; `content` has less than 256 bytes.
    private static func record(_ kind: Record, _ content: [UInt8]) -> [UInt8] {
        [1, kind.rawValue, 0, 1, 0, UInt8(content.count), 0, 0] + content
    }
}
