import Foundation
import Jobs
import Testing

@Suite struct JobIDTests {
    @Test func textAndBytesLeadBackToTheID() {
        for _ in 0..<1000 {
            let id = RandomValues.id()
            #expect(JobID(id.description) == id)
            #expect(JobID(bytes: id.bytes) == id)
        }
    }

    @Test func textAndBytesAreThoseOfFoundationsUUID() throws {
        for _ in 0..<1000 {
            let id = RandomValues.id()
            let uuid = try #require(UUID(uuidString: id.description))
            #expect(uuid.uuidString.lowercased() == id.description)
            let bytes = unsafe withUnsafeBytes(of: uuid.uuid) { unsafe Array($0) }
            #expect(bytes == id.bytes)
        }
    }

    @Test func idsTextsAndBytesHaveOneOrder() {
        for _ in 0..<1000 {
            let (one, other) = (RandomValues.id(), RandomValues.id())
            #expect((one < other) == (one.description < other.description))
            #expect((one < other) == one.bytes.lexicographicallyPrecedes(other.bytes))
        }
    }

    @Test(
        arguments: [
            "", "0", "019A0000-0000-7000-8000-000000000000", "019a0000-0000-7000-8000-00000000000",
            "019a0000-0000-7000-8000-0000000000000", "019a0000_0000-7000-8000-000000000000",
            "019a00000-000-7000-8000-000000000000", "019a0000-0000-7000-8000-00000000000g",
            "019a0000000070008000000000000000", " 19a0000-0000-7000-8000-000000000000",
            "019a0000-0000-7000-8000-0000000000é", "../../../../../../../../../etc/passwd",
        ])
    func anyOtherTextIsNoID(text: String) {
        #expect(JobID(text) == nil)
    }

    @Test(arguments: [0, 1, 15, 17, 32])
    func anyOtherCountOfBytesIsNoID(count: Int) {
        #expect(JobID(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test func aNewIDIsOfVersionSevenAndCarriesItsTime() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let time = Timestamp(milliseconds: .random(in: 0..<1 << 48))
            let id = JobID(at: time, using: &generator)
            let digits = Array(id.description)
            #expect(digits[14] == "7")
            #expect("89ab".contains(digits[19]))
            #expect(id.high >> 16 == UInt64(time.milliseconds))
        }
    }

    @Test func laterIDsSortLater() {
        var generator = SystemRandomNumberGenerator()
        let ids = (0..<100).map {
            JobID(at: Timestamp(milliseconds: 1_790_000_000_000 + $0), using: &generator)
        }
        #expect(ids == ids.sorted())
    }

    @Test(arguments: [Int64.min, -1, .max])
    func anImpossibleTimeStillMakesAnID(milliseconds: Int64) {
        var generator = SystemRandomNumberGenerator()
        let id = JobID(at: Timestamp(milliseconds: milliseconds), using: &generator)
        #expect(id.high >> 12 & 0xF == 7)
    }

    @Test func theShardIsTheLastTwoDigits() throws {
        #expect(try #require(JobID("019a0000-0000-7000-8000-0000000000c7")).shard == "c7")
    }

    @Test func jsonIsTheText() throws {
        let id = RandomValues.id()
        let json = try JSONEncoder().encode([id])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(id)\"]")
        #expect(try JSONDecoder().decode([JobID].self, from: json) == [id])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([JobID].self, from: Data("[\"x\"]".utf8))
        }
    }
}
