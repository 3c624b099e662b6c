import Jobs
import Testing

@Suite struct AccountWireTests {
    private static let user = RandomValues.user()
    private static let time = Timestamp(milliseconds: 1_790_000_000_000)

    /// The longest of each kind.
    private static func all() throws -> [AccountChange] {
        let digest = try #require(ContentDigest(bytes: repeatElement(9, count: 32)))
        let name = try #require(UserName(String(repeating: "u", count: UserName.maximumBytes)))
        let webhook = try #require(
            Webhook("http://e.org/" + String(repeating: "w", count: Webhook.maximumBytes - 13)))
        let account = Account(
            name: name, role: .admin, passwordHash: String(repeating: "h", count: 110), weight: Weight(2.5),
            webhook: webhook, webhookSecret: String(repeating: "s", count: 100), createdAt: time)
        let key = APIKey(
            id: APIKey.ID(number: .max), user: name, name: String(repeating: "k", count: APIKey.longestName),
            createdAt: time)
        let session = Session(digest: digest, user: name, createdAt: time, expiresAt: time)
        return [
            .add(account), .add(Account(name: user, role: .user, createdAt: time)), .remove(name),
            .setRole(name, .admin), .setPassword(name, hash: account.passwordHash, keeping: digest),
            .setPassword(name, hash: nil, keeping: nil), .setWeight(name, Weight(0.001)),
            .setWeight(name, nil),
            .setWebhook(name, webhook), .setWebhook(name, nil), .setWebhookSecret(name, "whsec_"),
            .setWebhookSecret(name, nil), .addKey(key, digest: digest), .revokeKey(key.id, of: name),
            .useKey(key.id, at: time), .begin(session, replacing: digest), .begin(session, replacing: nil),
            .end(digest, of: name), .offerLink(digest, name, until: time), .redeemLink(digest, session),
        ]
    }

    @Test func everyChangeComesBackFromItsBytesAndFitsIntoATicket() throws {
        for change in try Self.all() {
            let bytes = Command.account(change).wireBytes
            #expect(try Command(wireBytes: bytes) == .account(change))
            #expect(bytes.count <= Command.maximumBytes)
            for count in 0..<bytes.count {
                #expect(throws: WireError.self) { try Command(wireBytes: Array(bytes.prefix(count))) }
            }
        }
        let attempt = SignInAttempt(user: Self.user, address: "2001:db8::1")
        #expect(try Command(wireBytes: Command.trySignIn(attempt).wireBytes) == .trySignIn(attempt))
    }

    @Test(arguments: [0.0, -1, .nan, .infinity, 1e-9, 1e9])
    func aWeightThatIsNoneIsNotRead(value: Double) throws {
        let weight = try #require(Weight(2))
        let bytes = Command.account(.setWeight(.guest, weight)).wireBytes
        var forged = Array(bytes.dropLast(8))
        for index in 0..<8 { forged.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * index))) }
        #expect(throws: WireError.malformed) { try Command(wireBytes: forged) }
    }

    @Test(arguments: ["", "a\nb", "a\u{7}", "a\u{9B}31m", String(repeating: "x", count: 101)])
    func aNameThatATerminalWouldActOnIsNone(name: String) {
        #expect(!APIKey.isName(name))
    }

    @Test(arguments: [
        "", "1", "000000000000000g", "00000000000000000", "+000000000000001", "000000000000000A",
    ])
    func whatIsNoIdOfAKeyIsNone(text: String) {
        #expect(APIKey.ID(text) == nil)
    }

    @Test func anIdOfAKeyComesBackFromItsText() {
        for number in [0, 1, 0xABCD, UInt64.max] {
            #expect(APIKey.ID(APIKey.ID(number: number).description)?.number == number)
        }
    }
}
