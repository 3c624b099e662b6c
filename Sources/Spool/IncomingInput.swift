package import Jobs
import Synchronization

/// The input of a new job while it arrives. It ends by `keep(as:)` or by `discard()`; what a killed process
/// leaves of it is a candidate of the sweep. For use by one thread.
package final class IncomingInput {
    package let id: JobID
    /// How much has been appended.
    package var bytes: Int64 { file.bytes }

    /// The name while it grows.
    static let unfinishedName = ".input.part"
    private static let unfinishedTextName = ".text.part"

    /// It grows by so many bytes at a time.
    static let bufferBytes = UncachedFile.bufferBytes

    /// How many inputs arrive in this process now. For one alone, waiting for the disk once more would cost more than
    /// the computing time that it saves.
    private static let underWay = Atomic(0)

    private let shard: Descriptor
    private let folder: Descriptor
    private var file: UncachedFile
    private var failure: SpoolError?
    private var isSettled = false

    init(_ id: JobID, shard: consuming Descriptor) throws(SpoolError) {
        let name = "\(id)"
        try shard.makeFolder(name)
        do throws(SpoolError) {
            let folder = try shard.folder(EntryName(name))
            file = UncachedFile(
                try folder.newFile(Self.unfinishedName),
                avoidingCache: Self.underWay.load(ordering: .relaxed) > 0)
            self.folder = folder
        } catch {
            try? shard.removeTree(EntryName(name))  // the first error is the one that tells
            throw error
        }
        self.id = id
        self.shard = shard
        Self.underWay.add(1, ordering: .relaxed)
    }

    deinit {
        Self.underWay.subtract(1, ordering: .relaxed)
    }

    /// Adds the next bytes of the input.
    /// - Throws: `SpoolError`, with `.full` when there is no room. Nothing but `discard()` is of use then.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(SpoolError) {
        precondition(!isSettled, "the input was kept or discarded")
        try failing { () throws(SpoolError) in try unsafe file.append(bytes) }
    }

    /// Adds the text that the job is about, beside its image if it has one; durable with `keep`.
    /// - Throws: `SpoolError`, with `.full` when there is no room. Nothing but `discard()` is of use then.
    package func add(text: [UInt8]) throws(SpoolError) {
        precondition(!isSettled, "the input was kept or discarded")
        try failing { () throws(SpoolError) in
            let file = try folder.newFile(Self.unfinishedTextName)
            let outcome = unsafe text.withUnsafeBytes { bytes in
                Result { () throws(SpoolError) in try unsafe file.write(bytes) }
            }
            try outcome.get()
            try file.synchroniseData()
            try folder.rename(Self.unfinishedTextName, to: InputText.fileName)
        }
    }

    /// Makes the input durable under its final name, `input.png` or `input.jpg`; without a format, what was appended
    /// is nothing. When this returns, it survives a power cut.
    /// - Throws: `SpoolError`, also the one of an `append` before. Nothing but `discard()` is of use then.
    package func keep(as format: ImageFormat?) throws(SpoolError) {
        precondition(!isSettled, "the input was kept or discarded")
        try failing { () throws(SpoolError) in
            if let format {
                try file.synchronise()
                try folder.rename(Self.unfinishedName, to: "input.\(format.fileExtension)")
            } else {
                try folder.unlinkIfThere(Self.unfinishedName)
            }
            try folder.synchronise()
            try shard.synchronise()
        }
        isSettled = true
    }

    /// Removes the job's folder with the input, and gives its room back although the file is still open. What
    /// cannot be removed is left to the sweep.
    package func discard() {
        guard !isSettled else { return }
        isSettled = true
        try? file.makeEmpty()
        try? shard.removeTree(EntryName("\(id)"))
    }

    /// Does `body` unless something failed before, and remembers its failure: a gap must never be kept, and a
    /// failed synchronisation cannot be made good by a second one that succeeds.
    private func failing(_ body: () throws(SpoolError) -> Void) throws(SpoolError) {
        if let failure { throw failure }
        do throws(SpoolError) {
            try body()
        } catch {
            failure = error
            throw error
        }
    }
}
