import Jobs
import Spool

extension Report {
    /// Why no sound processor can have said this; nil for a report that can be believed. A processor has read what a
    /// stranger sent, and its report ends in the store, in file names and in what others are shown. Says nothing in
    /// the report's own words.
    var fault: String? {
        guard cpuMilliseconds >= 0, peakMemoryKiB >= 0 else { return "negative costs" }
        return switch outcome {
        case .completed(let result): result.fault
        case .failed(let code, _): code.isWellFormed ? nil : "a code that is no code"
        }
    }
}

extension JobResult {
    fileprivate var fault: String? {
        if let value, value.utf8.count > Self.maximumValueBytes { return "an answer that is too long" }
        guard files.count <= Self.maximumFiles else { return "too many files" }
        guard Set(files.map(\.name)).count == files.count else { return "a file twice" }
        return files.lazy.compactMap(\.fault).first
    }
}

extension ResultFile {
    fileprivate var fault: String? {
        guard Spool.isName(name) else { return "a file name that the spool does not have" }
        guard !name.hasPrefix("input.") else { return "the input as a result" }
        return bytes >= 0 ? nil : "a file of negative size"
    }
}

extension Problem.Code {
    fileprivate var isWellFormed: Bool {
        (1...40).contains(rawValue.utf8.count)
            && rawValue.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            }
    }
}
