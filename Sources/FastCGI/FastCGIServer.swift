import CFastCGI
import CPlatform
import Dispatch
import Foundation
import Glibc
package import Logging
package import WebAPI

/// Serves an application on a FastCGI socket with a fixed number of threads, each of which handles one request at
/// a time.
package final class FastCGIServer: Sendable {
    private let application: Application
    private let threads: Int
    private let logger: Logger
    private let stopSignal: StopSignal
    private let listener: Listener
    private let running = DispatchGroup()

    /// `descriptor` is a listening socket, 0 by the FastCGI convention; it stays open.
    /// - Throws: `SystemCallError`.
    package init(
        application: Application, descriptor: Int32 = 0, threads: Int, logger: Logger
    ) throws(SystemCallError) {
        self.application = application
        self.threads = threads
        self.logger = logger
        stopSignal = try StopSignal()
        listener = try Listener(descriptor: descriptor, stop: stopSignal, threads: threads)
    }

    /// Starts the threads and returns. To be called once.
    package func start() {
        signal(SIGPIPE, SIG_IGN)
        platform_keep_freed_memory(Self.keptBytes)
        platform_release_file_pages()
        FCGX_Init()
        for index in 0..<threads {
            running.enter()
            let thread = Thread { [self] in
                serve(thread: index)
                running.leave()
            }
            thread.name = "responder-\(index)"
            thread.start()
        }
    }

    /// Accepts nothing more and waits for the requests that are being answered.
    /// - Returns: whether all of them ended within `seconds`.
    package func stop(within seconds: Double) -> Bool {
        stopSignal.send()
        return running.wait(timeout: .now() + seconds) == .success
    }

    /// What each thread keeps of the memory that a request freed, for the next one: giving the pieces of an upload back
    /// to the kernel and faulting them in again takes longer than looking for a boundary in them.
    private static let keptBytes = 1 << 20

    private func serve(thread index: Int) {
        let exchange = FastCGIExchange(listener: listener.descriptor)
        while listener.wait(thread: index) == .connection {
            let status = exchange.serveOne(thread: index) { application.respond(to: $0) }
            guard status != 0, status != -EAGAIN else { continue }
            logger.error("accepting a connection failed (libfcgi \(status))")
            listener.pause(milliseconds: 200)
        }
    }
}
