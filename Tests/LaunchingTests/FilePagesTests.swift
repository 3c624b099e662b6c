import CPlatform
import Foundation
import Glibc
import Testing

@Suite struct FilePagesTests {
    /// A file of its own, mapped, with every page looked at.
    @safe private final class Mapping {
        static let bytes = 1 << 20
        private let base: UnsafeMutableRawPointer

        private struct Unmapped: Error {}

        init() throws {
            let path = NSTemporaryDirectory() + "/pages-\(UUID().uuidString)"
            try Data(repeating: 7, count: Self.bytes).write(to: URL(filePath: path))
            let file = unsafe open(path, O_RDONLY)
            defer {
                close(file)
                unsafe unlink(path)
            }
            guard
                let address = unsafe mmap(
                    nil, Self.bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0)
            else { throw Unmapped() }
            unsafe base = address
            #expect(sum == 7 * Self.bytes)
        }

        deinit { unsafe munmap(base, Self.bytes) }

        var sum: Int {
            unsafe UnsafeRawBufferPointer(start: base, count: Self.bytes).reduce(0) { $0 + Int($1) }
        }

        func change() { unsafe base.storeBytes(of: 8, as: UInt8.self) }

        func protect() { unsafe mprotect(base, Self.bytes, PROT_READ) }

        /// Kilobytes of it that are in memory for this process.
        func resident() throws -> Int {
            let start = unsafe String(UInt(bitPattern: base), radix: 16) + "-"
            // Read whole by a handle alone: the kernel gives it in pieces.
            let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
            let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
            let lines = text.split(separator: "\n")
            let own = lines.drop { !$0.hasPrefix(start) }
            let words = try #require(own.first { $0.hasPrefix("Rss:") }).split(separator: " ")
            return try #require(Int(words[1]))
        }
    }

    @Test func `Pages that are only read are let go, and come back`() throws {
        let mapping = try Mapping()
        mapping.protect()
        #expect(platform_release_file_pages() >= Mapping.bytes)
        #expect(try mapping.resident() == 0)
        #expect(mapping.sum == 7 * Mapping.bytes)
    }

    @Test func `A mapping of which a page was changed is kept whole`() throws {
        let mapping = try Mapping()
        mapping.change()
        mapping.protect()
        #expect(platform_release_file_pages() > 0)
        #expect(mapping.sum == 7 * Mapping.bytes + 1)
    }

    @Test func `A mapping that can be written to is left alone`() throws {
        let mapping = try Mapping()
        #expect(platform_release_file_pages() > 0)
        #expect(try mapping.resident() == Mapping.bytes >> 10)
    }
}
