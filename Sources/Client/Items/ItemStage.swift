/// How far an item is.
package enum ItemStage: Hashable, Sendable {
    case sending
    /// The service has the job.
    case waiting(RemoteJob)
    case fetching(RemoteJob)
    /// It goes on, once something passes: a sentence. Nil when it has passed.
    case trouble(String?)
}
