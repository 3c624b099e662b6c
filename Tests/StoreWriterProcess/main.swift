// Commits batches of jobs to the store at its first argument for ever, and says on standard output what each
// commit has made durable: `submitted ID` and `completed ID`, a line each. Tests kill it while it is at it.

import Glibc
import JobStore
import Jobs

let batchSize = 16
let time = Timestamp(milliseconds: 1_790_000_000_000)
let attempt = Attempt(number: 1, startedAt: time, endedAt: time, end: .completed)
let result = JobResult(files: [ResultFile(name: "text.txt", bytes: 1)])

guard CommandLine.arguments.count == 2, let user = UserName("writer") else { exit(64) }
let writer = try StoreWriter(path: CommandLine.arguments[1])
var generator = SystemRandomNumberGenerator()

/// Writes whole lines with one system call, so that the reader never sees half of an acknowledged batch.
func say(_ word: String, _ ids: [JobID]) {
    let text = ids.map { "\(word) \($0)\n" }.joined()
    guard unsafe write(STDOUT_FILENO, text, text.utf8.count) == text.utf8.count else { exit(1) }
}

while true {
    let ids = (0..<batchSize).map { _ in JobID(at: time, using: &generator) }
    try writer.commit(
        ids.map { id in
            .submit(
                Submission(
                    id: id, user: user, kind: .ocr, options: JobOptions(), image: nil, fileName: nil,
                    submittedAt: time))
        })
    say("submitted", ids)
    try writer.commit(ids.map { .start($0, attempt: 1, at: time) })
    try writer.commit(
        ids.map { .settle($0, .completed, at: time, problem: nil, result: result, attempt: attempt) })
    say("completed", ids)
}
