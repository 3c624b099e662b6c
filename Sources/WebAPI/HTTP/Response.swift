/// One HTTP answer.
package struct Response: Hashable, Sendable {
    /// One header field.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package var status: Int
    /// In the order in which they are sent; `Content-Length` is among them where an answer may have a body.
    package private(set) var headers: [Header]
    package private(set) var body: [UInt8]

    /// An answer that no cache may keep.
    init(status: Int, mediaType: String, body: [UInt8]) {
        self.status = status
        self.body = body
        headers = [
            Header(name: "Content-Type", value: mediaType),
            Header(name: "Content-Length", value: String(body.count)),
            Header(name: "Cache-Control", value: "no-store"),
        ]
    }

    private init(status: Int, headers: [Header]) {
        self.status = status
        self.headers = headers
        body = []
    }

    /// 204: it is done and there is nothing to show.
    static let done = Response(status: 204, headers: [Header(name: "Cache-Control", value: "no-store")])

    /// For the web server alone: it answers from its location of that name. What it then says of caching is its own.
    static func handedOver(to location: String) -> Response {
        Response(status: 200, headers: [Header(name: "X-Accel-Redirect", value: location)])
    }

    /// 304: the client has it already.
    static let notModified = Response(
        status: 304, headers: [Header(name: "Cache-Control", value: "private, no-cache")])

    /// The value of the first header called exactly `name`.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// The same answer with one more header.
    func adding(_ name: String, _ value: String) -> Response {
        var response = self
        response.headers.append(Header(name: name, value: value))
        return response
    }

    /// The same answer with another value of a header that it has.
    func replacing(_ name: String, _ value: String) -> Response {
        var response = self
        for index in response.headers.indices where response.headers[index].name == name {
            response.headers[index].value = value
        }
        return response
    }

    /// What HEAD gets: the headers of GET, its `Content-Length` included, and no body.
    var withoutBody: Response {
        var response = self
        response.body = []
        return response
    }
}

extension Response {
    /// The reason phrase that HTTP gives the status (RFC 9110).
    package static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 409: "Conflict"
        case 410: "Gone"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 507: "Insufficient Storage"
        default: "Status \(status)"
        }
    }
}
