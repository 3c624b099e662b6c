internal import CPlatform
internal import Glibc
internal import Synchronization

/// The tickets: each belongs to one thread of one process, holds its record, and carries the verdict back.
///
/// The record is copied word by word with relaxed atomics, and the copy counts only if the state word is
/// unchanged after it: the reader's half of a sequence lock. (Hans-J. Boehm, "Can seqlocks get along with
/// programming language memory models?", 2012.)
struct TicketTable: Sendable {
    let mapping: SharedMapping
    let layout: CommandLayout

    /// Gives every ticket its first generation.
    func prepare(generation: UInt32) {
        for ticket in 0..<CommandLayout.tickets {
            // Relaxed: the segment is not finished yet.
            unsafe stateWord(ticket).pointee.store(
                TicketState(.idle, generation: generation).bits, ordering: .relaxed)
        }
    }

    // MARK: Owner

    /// The state now; the verdict may be read once it is answered.
    func state(_ ticket: Int) -> TicketState {
        // Acquire: partner of the release in `answer`.
        TicketState(bits: unsafe stateWord(ticket).pointee.load(ordering: .acquiring))
    }

    /// Starts a new generation, whatever the last one came to (its owner may have died), and writes the record.
    /// - Returns: the new generation; nil when the segment is retired.
    /// - Precondition: at most `CommandLayout.recordBytes`.
    func fill(_ ticket: Int, with record: [UInt8]) -> UInt32? {
        guard let idle = renew(ticket) else { return nil }
        // Release fence: partner of the acquire fence in `take`. A consumer that copies a word written below
        // fails its compare-and-swap, because the state was changed first.
        atomicMemoryFence(ordering: .releasing)
        unsafe lengthWord(ticket).pointee.store(UInt32(record.count), ordering: .relaxed)
        precondition(record.count <= CommandLayout.recordBytes, "record of \(record.count) bytes")
        write(record, at: CommandLayout.recordInTicket, of: ticket)
        // Release: partner of the acquire load in `take`.
        let filled = unsafe stateWord(ticket).pointee.compareExchange(
            expected: idle.bits, desired: idle.entering(.filled).bits,
            successOrdering: .releasing, failureOrdering: .relaxed
        ).exchanged
        return filled ? idle.generation : nil
    }

    /// Takes an untaken record back. False: it was taken, or the segment was retired.
    func withdraw(_ ticket: Int, generation: UInt32) -> Bool {
        let filled = TicketState(.filled, generation: generation)
        // Relaxed: nothing was handed over. Partner: the compare-and-swap in `take`; one of the two fails.
        return unsafe stateWord(ticket).pointee.compareExchange(
            expected: filled.bits, desired: filled.renewed.bits, ordering: .relaxed
        ).exchanged
    }

    /// The verdict of an answered ticket.
    func verdict(_ ticket: Int) -> UInt32 {
        // Relaxed: the acquire in `state` ordered it.
        unsafe verdictWord(ticket).pointee.load(ordering: .relaxed)
    }

    /// What came with the verdict of an answered ticket.
    func answer(_ ticket: Int) -> [UInt8] {
        // Relaxed: the acquire in `state` ordered it.
        let length = unsafe answerLengthWord(ticket).pointee.load(ordering: .relaxed)
        return read(min(Int(length), CommandLayout.answerBytes), at: CommandLayout.answerInTicket, of: ticket)
    }

    /// Sleeps until the state is no longer `state` or the time is over; may wake early.
    /// - Returns: false when the time was over.
    @discardableResult
    func wait(_ ticket: Int, while state: TicketState, for duration: Duration) -> Bool {
        unsafe platform_futex_wait(stateWord(ticket), state.bits, duration.wholeNanoseconds) != -ETIMEDOUT
    }

    private func renew(_ ticket: Int) -> TicketState? {
        // Relaxed: `state` or another owner's death came before.
        var current = TicketState(bits: unsafe stateWord(ticket).pointee.load(ordering: .relaxed))
        while !current.isRetired {
            // Relaxed: the release fence in `fill` follows. Partners: `take`, `answer` and `retire`.
            let (exchanged, original) = unsafe stateWord(ticket).pointee.compareExchange(
                expected: current.bits, desired: current.renewed.bits, ordering: .relaxed)
            if exchanged { return current.renewed }
            current = TicketState(bits: original)
        }
        return nil
    }

    // MARK: Consumer

    /// Copies the record that `word` refers to and takes it. Nil when it was withdrawn, when its owner died and
    /// another took the ticket over, or when the word is garbage.
    func take(_ word: SlotWord) -> (generation: UInt32, record: [UInt8])? {
        let ticket = word.ticket
        guard ticket < CommandLayout.tickets else { return nil }
        // Acquire: partner of the release in `fill`.
        let state = TicketState(bits: unsafe stateWord(ticket).pointee.load(ordering: .acquiring))
        guard state.phase == .filled, !state.isRetired, word.matches(generation: state.generation) else {
            return nil
        }
        let length = unsafe lengthWord(ticket).pointee.load(ordering: .relaxed)
        let record = read(
            min(Int(length), CommandLayout.recordBytes), at: CommandLayout.recordInTicket, of: ticket)
        // Acquire fence: partner of the release fence in `fill`.
        atomicMemoryFence(ordering: .acquiring)
        // Relaxed: the copy is made, nothing is handed over. Partners: `withdraw` and `renew`.
        let taken = unsafe stateWord(ticket).pointee.compareExchange(
            expected: state.bits, desired: state.entering(.taken).bits, ordering: .relaxed
        ).exchanged
        return taken ? (state.generation, record) : nil
    }

    /// Leaves the verdict and what comes with it, and wakes the owner. Does nothing when that generation of the ticket is
    /// over.
    /// - Precondition: `answer` has at most `CommandLayout.answerBytes`.
    func answer(_ ticket: Int, generation: UInt32, verdict: UInt32, with answer: [UInt8] = []) {
        let taken = TicketState(.taken, generation: generation)
        // Relaxed: only this consumer leaves verdicts, and the compare-and-swap decides whether this one counts.
        guard unsafe stateWord(ticket).pointee.load(ordering: .relaxed) == taken.bits else { return }
        unsafe verdictWord(ticket).pointee.store(verdict, ordering: .relaxed)
        unsafe answerLengthWord(ticket).pointee.store(UInt32(answer.count), ordering: .relaxed)
        write(answer, at: CommandLayout.answerInTicket, of: ticket)
        // Release: partner of the acquire in `state`.
        let answered = unsafe stateWord(ticket).pointee.compareExchange(
            expected: taken.bits, desired: taken.entering(.answered).bits,
            successOrdering: .releasing, failureOrdering: .relaxed
        ).exchanged
        if answered { unsafe platform_futex_wake(stateWord(ticket), 1) }
    }

    /// Ends every ticket: who waits on one wakes, who would fill one fails.
    func retire() {
        for ticket in 0..<CommandLayout.tickets {
            // Relaxed: the bit stands for itself. It changes the futex word, so a thread on its way to sleep
            // does not fall asleep.
            unsafe stateWord(ticket).pointee.bitwiseOr(TicketState.retiredBit, ordering: .relaxed)
            unsafe platform_futex_wake(stateWord(ticket), .max)
        }
    }

    // MARK: Memory

    private func write(_ bytes: [UInt8], at offset: Int, of ticket: Int) {
        for start in stride(from: 0, to: bytes.count, by: 8) {
            var word: UInt64 = 0
            for index in (start..<min(start + 8, bytes.count)).reversed() {
                word = word << 8 | UInt64(bytes[index])
            }
            unsafe self.word(ticket, at: offset + start).pointee.store(word, ordering: .relaxed)
        }
    }

    private func read(_ count: Int, at offset: Int, of ticket: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for start in stride(from: 0, to: count, by: 8) {
            var word = unsafe self.word(ticket, at: offset + start).pointee.load(ordering: .relaxed)
            for _ in start..<min(start + 8, count) {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return bytes
    }

    private func stateWord(_ ticket: Int) -> SharedMapping.HalfWord {
        unsafe mapping.halfWord(at: layout.ticket(ticket))
    }
    private func lengthWord(_ ticket: Int) -> SharedMapping.HalfWord {
        unsafe mapping.halfWord(at: layout.ticket(ticket) + CommandLayout.lengthInTicket)
    }
    private func verdictWord(_ ticket: Int) -> SharedMapping.HalfWord {
        unsafe mapping.halfWord(at: layout.ticket(ticket) + CommandLayout.verdictInTicket)
    }
    private func answerLengthWord(_ ticket: Int) -> SharedMapping.HalfWord {
        unsafe mapping.halfWord(at: layout.ticket(ticket) + CommandLayout.answerLengthInTicket)
    }
    private func word(_ ticket: Int, at offset: Int) -> SharedMapping.Word {
        unsafe mapping.word(at: layout.ticket(ticket) + offset)
    }
}
