import CTesseractInside
import CTesseract
import Glibc
import Jobs

/// Threads that read lines of a page beside the thread that recognises it, each with models of its own. There is one team in
/// a process; it is loaded before the fork, and its threads are started after.
@safe package final class LineTeam {
    /// Keep what the threads read with.
    private let members: [TextRecogniser]
    private let recognisers: [UnsafeMutableRawPointer?]

    /// Threads beyond these would wait for the leader, which finds the lines alone.
    package static let largest = 3

    /// Processors of this machine that one job can use beside its own.
    package static var usefulSize: Int { max(0, min(largest, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1)) }

    /// How many threads it can have.
    package var size: Int { members.count }

    /// Lines that threads have read in this process.
    package static var linesRead: Int { line_team_lines_read() }

    /// Loads the models `size` times. Where that fails, or Tesseract is not as the team knows it, the team is smaller.
    init(size: Int, _ models: LanguageModels) {
        var (members, recognisers): ([TextRecogniser], [UnsafeMutableRawPointer?]) = unsafe ([], [])
        for _ in 0..<size {
            guard let member = try? TextRecogniser(models) else { break }
            line_team_forget_recogniser()
            member.warmUp()
            guard let recogniser = unsafe line_team_recogniser() else { break }
            members.append(member)
            unsafe recognisers.append(recogniser)
        }
        self.members = members
        unsafe self.recognisers = unsafe recognisers
    }

    /// Starts threads, as many as there are models for at most. They read nothing before `allow`. A machine that has no
    /// more threads costs time alone.
    package func start(_ count: Int) {
        unsafe line_team_start(recognisers, Int32(clamping: min(count, size)))
    }

    /// How many of the threads may take further lines from now on.
    package func allow(_ count: Int) {
        line_team_allow(Int32(clamping: count))
    }

    func openPage() { line_team_open_page() }

    /// Returns when no thread works on the page.
    func closePage() { line_team_close_page() }
}
