import Jobs
import Testing

@Suite struct ContentDigestTests {
    @Test func `32 bytes come back as they were, and as hexadecimal digits`() throws {
        let bytes = (0..<32).map { UInt8($0 * 8) }
        let digest = try #require(ContentDigest(bytes: bytes))
        #expect(digest.bytes == bytes)
        #expect(digest.description == "0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8")
        #expect(ContentDigest(digest.description) == digest)
        #expect(ContentDigest(digest.description.uppercased()) == digest)
        #expect(digest.wireBytes.count == ContentDigest.byteCount)
    }

    @Test(arguments: [0, 31, 33]) func `any other count of bytes is no digest`(count: Int) {
        #expect(ContentDigest(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test(arguments: [
        "", "00", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "0", count: 62) + "0g", String(repeating: "0", count: 62) + "é",
    ])
    func `any other text is no digest`(text: String) {
        #expect(ContentDigest(text) == nil)
    }

    @Test func `one bit tells two digests apart, wherever it is`() throws {
        let zero = try #require(ContentDigest(bytes: [UInt8](repeating: 0, count: 32)))
        for place in 0..<32 {
            var bytes = [UInt8](repeating: 0, count: 32)
            bytes[place] = 1
            #expect(ContentDigest(bytes: bytes) != zero)
        }
    }
}
