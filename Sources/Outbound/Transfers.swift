internal import CCurl
internal import Jobs

/// Requests under way, each known by an id of its owner. All on the thread that owns this: nothing happens but in `wait`.
///
/// `@unchecked Sendable`: `wake` alone may be called by other threads, and calls one function of libcurl that may be
/// called by any; everything else belongs to the owner's thread.
@safe package final class Transfers<ID: Hashable & Sendable>: @unchecked Sendable {
    package typealias Outcome = (id: ID, result: Result<OutboundResponse, OutboundFailure>)

    private let multi: UnsafeMutableRawPointer?
    private var transfers: [ID: Transfer] = [:]
    private var ids: [UnsafeMutableRawPointer: ID] = unsafe [:]
    /// Those that could not begin.
    private var failed: [ID] = []

    package init() {
        _ = CurlLibrary.isReady
        unsafe multi = curl_multi_init()
    }

    deinit {
        for transfer in transfers.values { unsafe _ = curl_multi_remove_handle(multi, transfer.handle) }
        transfers = [:]
        unsafe _ = curl_multi_cleanup(multi)
    }

    /// How many are under way.
    package var count: Int { transfers.count }

    /// Begins a request.
    /// - Precondition: none with this id is under way.
    package func start(_ request: OutboundRequest, as id: ID) {
        precondition(transfers[id] == nil, "the id is in use")
        let transfer = Transfer(request)
        guard let handle = unsafe transfer.handle, unsafe curl_multi_add_handle(multi, handle) == CURLM_OK
        else { return failed.append(id) }
        transfers[id] = transfer
        unsafe ids[handle] = id
    }

    /// Ends a request without an outcome. One that is not under way is passed over.
    package func cancel(_ id: ID) {
        failed.removeAll { $0 == id }
        guard let transfer = transfers.removeValue(forKey: id), let handle = unsafe transfer.handle else {
            return
        }
        unsafe ids[handle] = nil
        unsafe _ = curl_multi_remove_handle(multi, handle)
    }

    /// Lets requests go on until some have ended, `wake` was called or `time` is over.
    /// - Returns: those that ended.
    package func wait(atMost time: Duration) -> [Outcome] {
        var outcomes = takeEnded()
        guard outcomes.isEmpty else { return outcomes }
        let milliseconds = Int32(clamping: Int64((time / .milliseconds(1)).rounded(.up)))
        unsafe _ = curl_multi_poll(multi, nil, 0, milliseconds, nil)
        outcomes = takeEnded()
        return outcomes
    }

    /// Makes `wait` return soon. May be called by any thread.
    package func wake() {
        unsafe _ = curl_multi_wakeup(multi)
    }

    private func takeEnded() -> [Outcome] {
        var running: Int32 = 0
        unsafe _ = curl_multi_perform(multi, &running)
        var outcomes: [Outcome] = failed.map { ($0, .failure(OutboundFailure(.malformed, "no memory"))) }
        failed = []
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let handle = unsafe message.pointee.easy_handle,
                let id = unsafe ids[handle], let transfer = transfers[id]
            else { continue }
            outcomes.append((id, transfer.end(unsafe message.pointee.data.result)))
            cancel(id)
        }
        return outcomes
    }
}

/// The library as a whole.
private enum CurlLibrary {
    /// Readies it, once.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
