import Foundation
import GRDB
import Jobs
import Testing

@testable import JobStore

@Suite struct AccountTests {
    private static let later = Timestamp(milliseconds: noon.milliseconds + 60_000)

    private func digest(_ byte: UInt8) throws -> ContentDigest {
        try #require(ContentDigest(bytes: repeatElement(byte, count: 32)))
    }

    private func session(_ byte: UInt8, of name: String, until end: Timestamp = later) throws -> Session {
        Session(digest: try digest(byte), user: try user(name), createdAt: noon, expiresAt: end)
    }

    private func add(_ name: String, _ role: Role = .user, to writer: StoreWriter) throws {
        #expect(try did(.add(Account(name: try user(name), role: role, createdAt: noon)), writer))
    }

    /// Whether the change found what it was to change.
    private func did(_ change: AccountChange, _ writer: StoreWriter) throws -> Bool {
        try writer.commit([.account(change)]).accounts.contains(change)
    }

    @Test func aUserComesBackAsAdded() throws {
        try withStore { writer, reader in
            let account = Account(
                name: try user("ann"), role: .admin, passwordHash: "$y$x", weight: Weight(2.5),
                webhook: Webhook("https://example.org/hook"), webhookSecret: "whsec_x", createdAt: noon)
            #expect(try did(.add(account), writer))
            #expect(try reader.account(account.name) == account)
            #expect(try reader.accounts() == [account])
            #expect(try reader.account(.guest) == nil)
            #expect(try writer.weights() == [account.name: try #require(Weight(2.5))])
        }
    }

    @Test func aNameIsTakenOnce() throws {
        try withStore { writer, reader in
            try add("ann", .admin, to: writer)
            let second = Account(name: try user("ann"), role: .user, createdAt: Self.later)
            #expect(try !did(.add(second), writer))
            #expect(try reader.account(second.name)?.role == .admin)
        }
    }

    @Test func nobodyInheritsTheJobsOfAUserWhoWasRemoved() throws {
        try withStore { writer, reader in
            try add("root", .admin, to: writer)
            let ann = try user("ann")
            let job = submission(of: ann)
            try writer.commit([.submit(job)])
            try add("ann", to: writer)
            #expect(try did(.remove(ann), writer))
            #expect(try reader.job(job.id, of: ann) != nil)
            let again = Account(name: ann, role: .user, createdAt: Self.later)
            #expect(try !did(.add(again), writer))
            try writer.commit([.start(job.id), .complete(job.id), .delete(job.id, by: ann)])
            #expect(try did(.add(again), writer))
        }
    }

    @Test func theLastAdminStays() throws {
        try withStore { writer, reader in
            try add("root", .admin, to: writer)
            try add("ann", to: writer)
            let root = try user("root")
            #expect(try !did(.remove(root), writer))
            #expect(try !did(.setRole(root, .user), writer))
            #expect(try did(.setRole(root, .admin), writer))
            #expect(try did(.setRole(try user("ann"), .admin), writer))
            #expect(try did(.setRole(root, .user), writer))
            #expect(try did(.remove(root), writer))
            #expect(try reader.hasAdmin())
        }
    }

    @Test func changesOfNobodyChangeNothing() throws {
        try withStore { writer, reader in
            let nobody = try user("nobody")
            let key = APIKey(id: APIKey.ID(number: 1), user: nobody, name: "x", createdAt: noon)
            for change in [
                .remove(nobody), .setRole(nobody, .admin), .setPassword(nobody, hash: "x", keeping: nil),
                .setWeight(nobody, Weight(2)), .setWebhook(nobody, nil), .setWebhookSecret(nobody, "x"),
                .addKey(key, digest: try digest(1)), .revokeKey(key.id, of: nobody),
                .useKey(key.id, at: noon),
                .begin(try session(1, of: "nobody"), replacing: nil), .end(try digest(1), of: nobody),
                .redeemLink(try digest(1), try session(2, of: "nobody")),
            ] as [AccountChange] {
                #expect(try !did(change, writer), "\(change)")
            }
            #expect(try reader.accounts().isEmpty)
        }
    }

    @Test func aKeyOpensUntilItIsRevokedByItsOwner() throws {
        try withStore { writer, reader in
            try add("ann", to: writer)
            try add("bob", to: writer)
            let ann = try user("ann")
            let key = APIKey(id: APIKey.ID(number: .max), user: ann, name: "laptop", createdAt: noon)
            #expect(try did(.addKey(key, digest: try digest(1)), writer))
            #expect(try reader.account(withKey: try digest(1))?.account.name == ann)
            #expect(try reader.account(withKey: try digest(2)) == nil)
            #expect(try reader.keys(of: ann) == [key])
            #expect(try did(.useKey(key.id, at: Self.later), writer))
            #expect(try reader.key(key.id)?.lastUsedAt == Self.later)
            #expect(try !did(.useKey(key.id, at: noon), writer))
            #expect(try !did(.revokeKey(key.id, of: try user("bob")), writer))
            #expect(try did(.revokeKey(key.id, of: ann), writer))
            #expect(try reader.account(withKey: try digest(1)) == nil)
        }
    }

    @Test func aSessionOpensUntilItEnds() throws {
        try withStore { writer, reader in
            try add("ann", to: writer)
            #expect(try did(.begin(try session(1, of: "ann"), replacing: nil), writer))
            #expect(try reader.account(withSession: try digest(1), at: noon)?.expiresAt == Self.later)
            #expect(try reader.account(withSession: try digest(1), at: Self.later) == nil)
            #expect(try did(.begin(try session(2, of: "ann"), replacing: try digest(1)), writer))
            #expect(try reader.account(withSession: try digest(1), at: noon) == nil)
            #expect(try !did(.end(try digest(2), of: .guest), writer))
            #expect(try did(.end(try digest(2), of: try user("ann")), writer))
            #expect(try reader.account(withSession: try digest(2), at: noon) == nil)
        }
    }

    @Test func aNewPasswordEndsAllSessionsButTheOneThatSetIt() throws {
        try withStore { writer, reader in
            try add("ann", to: writer)
            for byte in 1...3 as ClosedRange<UInt8> {
                try writer.commit([.account(.begin(try session(byte, of: "ann"), replacing: nil))])
            }
            let ann = try user("ann")
            #expect(try did(.setPassword(ann, hash: "$y$new", keeping: try digest(2)), writer))
            let open = try (1...3 as ClosedRange<UInt8>).filter { byte in
                try reader.account(withSession: try digest(byte), at: noon) != nil
            }
            #expect(open == [2])
            #expect(try reader.account(ann)?.passwordHash == "$y$new")
        }
    }

    @Test func sessionsOfOneUserAreBoundedAndThoseThatAreOverGo() throws {
        try withStore { writer, _ in
            try add("ann", to: writer)
            for number in 0..<(Session.mostOfOneUser + 20) {
                var bytes = [UInt8](repeating: 0, count: 32)
                bytes[0] = UInt8(number)
                let session = Session(
                    digest: try #require(ContentDigest(bytes: bytes)), user: try user("ann"),
                    createdAt: Timestamp(milliseconds: noon.milliseconds + Int64(number)),
                    expiresAt: Self.later)
                try writer.commit([.account(.begin(session, replacing: nil))])
            }
            #expect(try sessionCount(writer) == Session.mostOfOneUser)
            let fresh = Session(
                digest: try digest(200), user: try user("ann"), createdAt: Self.later,
                expiresAt: Timestamp(milliseconds: Self.later.milliseconds + 1))
            try writer.commit([.account(.begin(fresh, replacing: nil))])
            #expect(try sessionCount(writer) == 1)
        }
    }

    private func sessionCount(_ writer: StoreWriter) throws -> Int {
        try writer.withConnection { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM sessions") ?? 0 }
    }

    @Test func aUserWhoIsRemovedTakesKeysAndSessionsAlong() throws {
        try withStore { writer, reader in
            try add("root", .admin, to: writer)
            try add("ann", to: writer)
            let key = APIKey(id: APIKey.ID(number: 1), user: try user("ann"), name: "x", createdAt: noon)
            try writer.commit([
                .account(.addKey(key, digest: try digest(1))),
                .account(.begin(try session(2, of: "ann"), replacing: nil)),
                .account(.remove(try user("ann"))),
            ])
            #expect(try reader.account(withKey: try digest(1)) == nil)
            #expect(try reader.account(withSession: try digest(2), at: noon) == nil)
        }
    }

    @Test func aSignInLinkCountsOnceAndForATime() throws {
        try withStore { writer, reader in
            let root = try user("root")
            #expect(try did(.offerLink(try digest(1), root, until: Self.later), writer))
            #expect(try reader.user(withLink: try digest(1), at: noon) == root)
            #expect(try reader.user(withLink: try digest(1), at: Self.later) == nil)
            #expect(try !did(.redeemLink(try digest(1), try session(3, of: "ann")), writer))
            #expect(try did(.redeemLink(try digest(1), try session(2, of: "root")), writer))
            #expect(try reader.account(root)?.role == .admin)
            #expect(try reader.account(withSession: try digest(2), at: noon)?.account.name == root)
            #expect(try !did(.redeemLink(try digest(1), try session(4, of: "root")), writer))
            #expect(try did(.offerLink(try digest(5), root, until: noon), writer))
            #expect(try !did(.redeemLink(try digest(5), try session(6, of: "root")), writer))
        }
    }

    @Test func eachStoreHasAKeyOfItsOwnForSharedLinks() throws {
        var keys: [[UInt8]] = []
        for _ in 0..<2 { try withStore { _, reader in keys.append(try reader.shareKey()) } }
        #expect(keys.map(\.count) == [32, 32] && keys[0] != keys[1])
    }

    @Test func aJobThatIsGoneIsGoneForItsOwner() throws {
        try withStore { writer, reader in
            let ann = try user("ann")
            let job = submission(of: ann)
            try writer.commit([.submit(job), .start(job.id), .complete(job.id), .expire(job.id)])
            #expect(try reader.isGone(job.id, of: nil))
            #expect(try reader.isGone(job.id, of: ann))
            #expect(try !reader.isGone(job.id, of: .guest))
        }
    }
}
