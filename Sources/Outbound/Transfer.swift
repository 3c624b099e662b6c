internal import CCurl
internal import Glibc
internal import Jobs

/// One request under way: its handle in libcurl, which is given a pointer to this, and what has come of the response.
/// For use by one thread; must live until the handle is done with.
@safe final class Transfer {
    /// Null when libcurl has no memory.
    let handle: UnsafeMutableRawPointer?
    private let addresses: Set<IPAddress>?
    private let maximumBytes: Int
    private var lists: [UnsafeMutablePointer<curl_slist>?] = unsafe []
    private var headers: [String: String] = [:]
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var isAddressRefused = false

    /// Header fields of a response that are kept.
    private static let mostHeaders = 100

    init(_ request: OutboundRequest) {
        unsafe handle = curl_easy_init()
        addresses = request.addresses.map { Set($0) }
        maximumBytes = request.maximumBytes
        setSafety()
        set(request)
        unsafe platform_curl_set_receivers(
            handle, Self.receiveBody, Self.receiveHeader, Self.openSocket,
            Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        for index in unsafe lists.indices { unsafe curl_slist_free_all(lists[index]) }
    }

    private func setSafety() {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_NOPROXY, "*")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
    }

    private func set(_ request: OutboundRequest) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_USERAGENT, "Platen")
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(request.connectTimeout / .milliseconds(1)))
        set(CURLOPT_TIMEOUT_MS, Int(request.timeout / .milliseconds(1)))
        set(CURLOPT_MAXFILESIZE_LARGE, request.maximumBytes)
        set(CURLOPT_FRESH_CONNECT, request.reusesConnection ? 0 : 1)
        set(CURLOPT_FORBID_REUSE, request.reusesConnection ? 0 : 1)
        if let path = request.socketPath { set(CURLOPT_UNIX_SOCKET_PATH, path) }
        if let pin = request.pin { set(CURLOPT_RESOLVE, [pin]) }
        set(CURLOPT_HTTPHEADER, request.headers + ["Expect:"])
        setMethod(request)
    }

    private func setMethod(_ request: OutboundRequest) {
        guard request.method != "GET" || !request.body.isEmpty else { return }
        set(CURLOPT_POSTFIELDSIZE, request.body.count)
        unsafe request.body.withUnsafeBytes { bytes in
            let text = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
            unsafe _ = platform_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, text)
        }
        set(CURLOPT_POST, 1)
        set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe _ = platform_curl_set_number(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        unsafe _ = platform_curl_set_text(handle, option, value)
    }

    private func set(_ option: CURLoption, _ lines: [String]) {
        let list = unsafe lines.reduce(nil as UnsafeMutablePointer<curl_slist>?) {
            unsafe curl_slist_append($0, $1)
        }
        unsafe lists.append(list)
        unsafe _ = platform_curl_set_list(handle, option, list)
    }

    /// What became of it, once libcurl says that it ended with `code`.
    func end(_ code: CURLcode) -> Result<OutboundResponse, OutboundFailure> {
        let status = unsafe platform_curl_status(handle)
        guard code != CURLE_OK else {
            return .success(OutboundResponse(status: status, headers: headers, body: body))
        }
        let words = unsafe String(cString: curl_easy_strerror(code))
        return .failure(OutboundFailure(meaning(of: code), status: status > 0 ? status : nil, words))
    }

    private func meaning(of code: CURLcode) -> OutboundFailure.Code {
        if isTooLarge { return .tooLarge }
        if isAddressRefused { return .refusedAddress }
        return switch code {
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_COULDNT_RESOLVE_HOST: .unresolved
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR: .insecure
        case CURLE_COULDNT_CONNECT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
            CURLE_PARTIAL_FILE:
            .connection
        default: .malformed
        }
    }
}

/// What libcurl calls.
extension Transfer {
    private static let receiveBody: curl_write_callback = { bytes, size, count, context in
        guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().append(piece)
    }

    private static let receiveHeader: curl_write_callback = { bytes, size, count, context in
        guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().note(line)
        return size * count
    }

    private static let openSocket: curl_opensocket_callback = { context, _, address in
        guard let context = unsafe context, let address = unsafe address else { return curl_socket_t(-1) }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        guard unsafe transfer.allows(address) else { return curl_socket_t(-1) }
        let type = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return unsafe socket(address.pointee.family, type, address.pointee.protocol)
    }

    /// Any other count than that of `piece` ends the request.
    private func append(_ piece: UnsafeRawBufferPointer) -> Int {
        guard body.count + piece.count <= maximumBytes else {
            isTooLarge = true
            return piece.count + 1
        }
        unsafe body.append(contentsOf: piece)
        return piece.count
    }

    private func note(_ line: UnsafeRawBufferPointer) {
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") { headers = [:] }
        guard headers.count < Self.mostHeaders, let colon = text.firstIndex(of: ":") else { return }
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        headers[text[..<colon].lowercased()] = String(value.prefix { !$0.isNewline })
    }

    private func allows(_ address: UnsafePointer<curl_sockaddr>) -> Bool {
        guard let addresses else { return true }
        guard let found = unsafe IPAddress(address), addresses.contains(found) else {
            isAddressRefused = true
            return false
        }
        return true
    }
}

extension IPAddress {
    /// Nil for any family but IPv4 and IPv6.
    fileprivate init?(_ address: UnsafePointer<curl_sockaddr>) {
        guard let start = unsafe address.pointer(to: \.addr) else { return nil }
        unsafe self.init(socketAddress: UnsafeRawPointer(start))
    }
}

extension OutboundRequest {
    /// What tells libcurl the addresses of the host's name, so that it asks nobody; nil where there is no name to look up.
    fileprivate var pin: String? {
        guard let addresses, let place = HTTPPlace(url), place.address == nil else { return nil }
        let list = addresses.map { $0.bytes.count == 16 ? "[\($0)]" : "\($0)" }.joined(separator: ",")
        return "\(place.host):\(place.port):\(list)"
    }
}
