import CFastCGI
import Glibc
import WebAPI

/// One accept thread's use of libfcgi: accepts, answers, and closes one request after the other.
@safe struct FastCGIExchange: ~Copyable {
    /// Allocated by `init`, freed by `deinit` alone.
    private let request: UnsafeMutablePointer<FCGX_Request>

    /// - Precondition: `FCGX_Init` was called.
    init(listener: Int32) {
        unsafe request = .allocate(capacity: 1)
        unsafe request.initialize(to: FCGX_Request())
        _ = unsafe FCGX_InitRequest(request, listener, 0)
    }

    deinit {
        unsafe FCGX_Free(request, 1)
        unsafe request.deallocate()
    }

    /// Accepts a request and answers it with what `respond` gives.
    /// - Returns: 0, or the negative errno of the accept: `-EAGAIN` when there was no connection after all.
    func serveOne(thread: Int, _ respond: (Request) -> Response) -> Int32 {
        let status = unsafe FCGX_Accept_r(request)
        guard status == 0 else { return status }
        if let input = unsafe request.pointee.in {
            let body = unsafe FastCGIBody(input)
            write(respond(Request(thread: thread, body: body) { parameter($0) }))
        }
        finish()
        return 0
    }

    private func parameter(_ name: String) -> String? {
        guard let value = unsafe FCGX_GetParam(name, request.pointee.envp) else { return nil }
        return unsafe String(cString: value)
    }

    /// Errors are left alone: the web server has gone, and there is nobody to tell.
    private func write(_ response: Response) {
        var head = "Status: \(response.status) \(Response.phrase(response.status))\r\n"
        for header in response.headers { head += "\(header.name): \(header.value)\r\n" }
        put(Array((head + "\r\n").utf8))
        put(response.body)
    }

    private func put(_ bytes: [UInt8]) {
        _ = unsafe bytes.withUnsafeBytes { buffer in
            unsafe FCGX_PutStr(buffer.baseAddress, Int32(clamping: buffer.count), request.pointee.out)
        }
    }

    /// Closes the connection even where the web server would keep it: a thread that waits on an idle connection
    /// serves nobody and does not see the signal to stop.
    private func finish() {
        unsafe FCGX_Finish_r(request)
        unsafe FCGX_Free(request, 1)
    }
}
