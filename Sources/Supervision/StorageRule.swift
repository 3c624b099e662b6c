/// Which running jobs have written more than they may. Limits of the kernel bound one file of a processor, not what
/// all of its files take.
enum StorageRule {
    /// The most files in the folder of a running job: far more than any kind writes.
    static let mostFiles = 64
    /// A job that has written less than this is not what fills the disk.
    static let smallBytes: Int64 = 32 << 20

    /// What one running job has written.
    struct Measure: Hashable, Sendable {
        let slot: Int
        /// In its folder or in files that it has unlinked.
        let bytes: Int64
        let files: Int
        /// What it may write, in bytes.
        let allowed: Int64
    }

    /// Whose job is to end: whoever is over its own bounds; where nobody is, and the disk is nearly full, the one that
    /// has written most.
    /// - Parameters:
    ///   - measures: of all jobs that run for a while.
    ///   - isDiskShort: whether the disk is so full that the store is in danger.
    /// - Returns: in the order of `measures`.
    static func offenders(_ measures: [Measure], isDiskShort: Bool) -> [Measure] {
        let over = measures.filter { $0.bytes > $0.allowed || $0.files > mostFiles }
        guard over.isEmpty, isDiskShort else { return over }
        let largest = measures.max { $0.bytes < $1.bytes }
        return [largest].compactMap(\.self).filter { $0.bytes >= smallBytes }
    }
}
