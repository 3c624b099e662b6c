package import Jobs
package import Logging
import WebAPI

/// A responder with everything behind it, listening on descriptor 0. It does nothing before `start`.
/// - Throws: `SystemCallError`, also when descriptor 0 is not open.
package func buildResponder(
    settings: ServiceSettings, logger: Logger
) throws(SystemCallError) -> FastCGIServer {
    try FastCGIServer(
        application: buildApplication(settings: settings, logger: logger),
        threads: settings.responderThreads, logger: logger)
}
