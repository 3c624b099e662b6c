/// With what a processor or the forkserver leaves when it is not ended by a signal.
package enum ProcessorExitStatus {
    package static let success: Int32 = 0
    /// Called in a wrong way.
    package static let usage: Int32 = 64
    /// A message that cannot be read.
    package static let malformedMessage: Int32 = 65
    /// The machine lacks something: models, descriptors, a part of the sandbox that it should have.
    package static let trouble: Int32 = 71
    /// Memory ran out.
    package static let outOfMemory: Int32 = 77
}
