internal import CPlatform
internal import Glibc

/// A processor's own slot of the scoreboard. It maps the page of that slot alone.
package final class ScoreboardWriter {
    private let words: SequencedWords

    /// Maps a slot's page. The open segment is not needed any more afterwards, and better closed.
    /// - Throws: `.damaged` or `.otherLayout` when it is no scoreboard with that slot; `.system`.
    package init(descriptor: Int32, slot: Int) throws(SharedMemoryError) {
        let layout = try Self.layout(of: descriptor)
        guard (0..<layout.slots).contains(slot) else {
            throw SharedMemoryError(
                .damaged, "the scoreboard has \(layout.slots) slots, there is no slot \(slot)")
        }
        let mapping = try SharedMapping(
            descriptor: descriptor, offset: layout.slot(slot), bytes: ScoreboardLayout.pageBytes,
            isWritable: true)
        words = SequencedWords(mapping: mapping, offset: 0, count: ScoreboardEntry.Word.allCases.count)
    }

    /// Enters this process and its job, which began that many milliseconds after 1970. `now` is of `MonotonicTime`.
    package func begin(
        jobHigh: UInt64, jobLow: UInt64, kind: UInt32, attempt: UInt32, startedMilliseconds: Int64,
        now: Duration
    ) {
        words.change { store in
            store(ScoreboardEntry.Word.processID.rawValue, UInt64(getpid()))
            store(ScoreboardEntry.Word.jobHigh.rawValue, jobHigh)
            store(ScoreboardEntry.Word.jobLow.rawValue, jobLow)
            store(ScoreboardEntry.Word.kind.rawValue, UInt64(kind))
            store(ScoreboardEntry.Word.attempt.rawValue, UInt64(attempt))
            store(ScoreboardEntry.Word.stage.rawValue, 0)
            store(ScoreboardEntry.Word.progress.rawValue, 0)
            store(ScoreboardEntry.Word.started.rawValue, UInt64(bitPattern: startedMilliseconds))
            store(ScoreboardEntry.Word.beat.rawValue, UInt64(bitPattern: now.wholeNanoseconds))
        }
    }

    /// Notes how far the job is, from 0 to 1: a few plain stores, no system call. `now` is of `MonotonicTime`.
    package func update(stage: UInt32, progress: Double, now: Duration) {
        words.change { store in
            store(ScoreboardEntry.Word.stage.rawValue, UInt64(stage))
            store(ScoreboardEntry.Word.progress.rawValue, progress.bitPattern)
            store(ScoreboardEntry.Word.beat.rawValue, UInt64(bitPattern: now.wholeNanoseconds))
        }
    }

    /// Leaves the slot free.
    package func end() {
        words.change { store in
            for word in ScoreboardEntry.Word.allCases { store(word.rawValue, 0) }
        }
    }

    /// Reads the header without mapping it, so that it is not within this process's reach.
    private static func layout(of descriptor: Int32) throws(SharedMemoryError) -> ScoreboardLayout {
        let facts = try SegmentFacts(of: descriptor, name: "the scoreboard", isWritable: true)
        var words = [UInt64](repeating: 0, count: 5)
        let result = unsafe words.withUnsafeMutableBytes { bytes -> Int32 in
            guard let base = bytes.baseAddress else { return -EINVAL }
            return unsafe platform_memory_read(descriptor, base, bytes.count, 0)
        }
        guard result == 0 else { throw SharedMemoryError("read the scoreboard's header", result: result) }
        guard words[SegmentHeader.magicOffset / 8] == SegmentKind.scoreboard.magic else {
            throw SharedMemoryError(.damaged, "the descriptor is no scoreboard")
        }
        let version = words[SegmentHeader.layoutOffset / 8]
        guard version == SegmentKind.layoutVersion else {
            throw SharedMemoryError(
                .otherLayout,
                "the scoreboard has layout \(version), this program \(SegmentKind.layoutVersion)")
        }
        guard let layout = ScoreboardLayout(slots: words[SegmentHeader.slotsOffset / 8]),
            layout.bytes == facts.bytes
        else { throw SharedMemoryError(.damaged, "the scoreboard has \(facts.bytes) bytes") }
        return layout
    }
}
