import Jobs
import Testing

@testable import JobStore

@Suite struct RulesStoreTests {
    @Test func `The last rules are kept, with the file that was taken over last`() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path)
            let reader = try StoreReader(path: path)
            #expect(try writer.rules() == nil && reader.rules() == nil)
            let digest = ContentDigest(bytes: (0..<32).map { UInt8($0) })
            for stored in [
                StoredRules(document: "{}", file: nil), StoredRules(document: "{\"users\":{}}", file: digest),
            ] {
                try writer.commit([.keepRules(stored)])
                #expect(try writer.rules() == stored)
                #expect(try reader.rules() == stored)
            }
        }
    }

    @Test func `What users have taken is kept for one day`() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path)
            let reader = try StoreReader(path: path)
            let (ann, bob) = (try #require(UserName("ann")), try #require(UserName("bob")))
            let use = DayUse(heldMilliseconds: 1, predictedMilliseconds: 2, pixels: 1 << 40)
            try writer.commit([.recordUses(day: 7, [ann: use, bob: DayUse()])])
            try writer.commit([.recordUses(day: 7, [bob: use])])
            #expect(try writer.uses(day: 7) == [ann: use, bob: use])
            #expect(try reader.use(of: ann, day: 7) == use)
            #expect(try reader.use(of: ann, day: 8) == nil)
            try writer.commit([.recordUses(day: 8, [bob: DayUse(pixels: 3)])])
            #expect(try writer.uses(day: 7) == [:])
            #expect(try writer.uses(day: 8) == [bob: DayUse(pixels: 3)])
        }
    }
}
