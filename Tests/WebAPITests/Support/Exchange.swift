import Foundation
import Jobs
import Logging

@testable import WebAPI

extension FakeBackend {
    /// Sends one request through the routes.
    func respond(
        _ method: String, _ target: String, contentType: String? = nil, cookie: String? = nil,
        contentLength: Int64? = nil, key: String? = nil, headers: [String: String] = [:],
        body: FakeBody = FakeBody()
    ) -> Response {
        let parameters: [String: String?] = [
            "REQUEST_METHOD": method, "REQUEST_URI": target, "CONTENT_TYPE": contentType,
            "CONTENT_LENGTH": contentLength.map(String.init), "HTTP_COOKIE": cookie,
            "HTTP_IDEMPOTENCY_KEY": key,
        ].merging(headers) { $1 }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(backend, logger: logger)
        return application.respond(to: Request(thread: 0, body: body) { parameters[$0] ?? nil })
    }

    func get(_ target: String, cookie: String? = nil, headers: [String: String] = [:]) -> Response {
        respond("GET", target, cookie: cookie, headers: headers)
    }

    /// Submits a multipart form with the boundary `b`.
    func submit(
        _ form: Form, to target: String = "/api/jobs", key: String? = nil, headers: [String: String] = [:],
        pieceBytes: Int = .max
    ) -> Response {
        let body = form.bytes
        return respond(
            "POST", target, contentType: "multipart/form-data; boundary=\(Form.boundary)",
            contentLength: Int64(body.count), key: key, headers: headers,
            body: FakeBody(body, pieceBytes: pieceBytes))
    }

    /// Submits a body that is the image itself.
    func submit(_ image: [UInt8], type: String = "image/png", to target: String = "/api/jobs") -> Response {
        respond(
            "POST", target, contentType: type, contentLength: Int64(image.count), body: FakeBody(image))
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }

    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    /// The stable code of a problem document.
    var code: String? { json["code"] as? String }
}
