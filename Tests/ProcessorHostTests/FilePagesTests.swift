import CPlatform
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct FilePagesTests {
    /// Where the mappings begin that are unchanged files, in the text of a list.
    private func unchanged(_ smaps: String) throws -> [UInt] {
        var starts: [UInt] = []
        var text = Array(smaps.utf8)
        try unsafe text.withUnsafeMutableBytes { bytes in
            let file = try unsafe #require(fmemopen(bytes.baseAddress, bytes.count, "r"))
            unsafe withUnsafeMutablePointer(to: &starts) { starts in
                unsafe platform_for_each_unchanged_file(
                    file,
                    { start, _, starts in
                        unsafe starts?.assumingMemoryBound(to: [UInt].self).pointee.append(start)
                    }, starts)
            }
            unsafe fclose(file)
        }
        return starts
    }

    /// A mapping as the kernel lists it.
    private func mapping(
        _ start: String, _ permissions: String = "r--p", inode: Int = 1_572_901, anonymous: Int? = 0,
        swap: Int? = 0
    ) -> String {
        var lines = [
            "\(start)000-\(start)fff \(permissions) 00000000 fe:01 \(inode)    /usr/lib/libc.so.6",
            "Size:                  4 kB", "Rss:                   4 kB",
        ]
        if let anonymous { lines.append("Anonymous:             \(anonymous) kB") }
        lines.append("AnonHugePages:         0 kB")
        if let swap { lines += ["Swap:                  \(swap) kB", "SwapPss:               0 kB"] }
        return (lines + ["VmFlags: rd mr mw me sd", ""]).joined(separator: "\n")
    }

    @Test func `Mappings of files for reading are unchanged, the last of a list too`() throws {
        #expect(try unchanged(mapping("7f01") + mapping("7f02", "r-xp")) == [0x7f01_000, 0x7f02_000])
    }

    @Test func `One with a page that was changed is left, also where that page is swapped out`() throws {
        #expect(try unchanged(mapping("7f01", anonymous: 4) + mapping("7f02")) == [0x7f02_000])
        #expect(try unchanged(mapping("7f01", swap: 4) + mapping("7f02")) == [0x7f02_000])
    }

    @Test func `One of which either is not told is left`() throws {
        #expect(try unchanged(mapping("7f01", anonymous: nil) + mapping("7f02", swap: nil)) == [])
    }

    @Test(arguments: [("rw-p", 5), ("r--s", 5), ("r--p", 0)])
    func `What can be written to, is shared or is of no file is left`(permissions: String, inode: Int) throws
    {
        #expect(try unchanged(mapping("7f01", permissions, inode: inode)) == [])
    }

    private static let bytes = 1 << 20

    /// What a process of its own says after it has let go: kilobytes in memory, and the sum of all bytes, which are 7 in
    /// the file.
    private func letGo(_ change: String) throws -> [Int] {
        try withTemporaryFolder { folder in
            let file = URL(filePath: "\(folder)/pages")
            try Data(repeating: 7, count: Self.bytes).write(to: file)
            let process = Process()
            process.executableURL = URL(filePath: try Programs.path("platen-test-file-pages"))
            process.arguments = [file.path, change]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let line = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return line.split { " \n".contains($0) }.compactMap { Int($0) }
        }
    }

    @Test func `Pages that are only read are let go, and come back`() throws {
        #expect(try letGo("read") == [0, 7 * Self.bytes])
    }

    @Test func `Pages that were changed are kept`() throws {
        #expect(try letGo("changed").last == 8 * Self.bytes)
    }
}
