import Jobs
import Outbound
import Testing

@Suite struct SystemResolverTests {
    @Test(arguments: ["127.0.0.1", "::1"])
    func anAddressIsItsOwnOnlyOne(text: String) async throws {
        #expect(await addresses(of: text) == [try #require(IPAddress(text))])
    }

    @Test func localhostIsThisMachine() async {
        let found = await addresses(of: "localhost")
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.isPublic })
    }

    private func addresses(of host: String) async -> [IPAddress] {
        await withCheckedContinuation { continuation in
            SystemResolver().resolve(host) { continuation.resume(returning: $0) }
        }
    }
}
