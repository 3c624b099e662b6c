extension AccountChange: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .add(try Account(from: &reader))
        case 2: self = .remove(try UserName(from: &reader))
        case 3: self = .setRole(try UserName(from: &reader), try reader.readCase(Role.self))
        case 4:
            self = .setPassword(
                try UserName(from: &reader), hash: try reader.readOptionalText(),
                keeping: try ContentDigest.optional(from: &reader))
        case 5: self = .setWeight(try UserName(from: &reader), try Weight.optional(from: &reader))
        case 6: self = .setWebhook(try UserName(from: &reader), try Webhook.optional(from: &reader))
        case 7: self = .setWebhookSecret(try UserName(from: &reader), try reader.readOptionalText())
        case 8: self = .addKey(try APIKey(from: &reader), digest: try ContentDigest(from: &reader))
        case 9:
            self = .revokeKey(APIKey.ID(number: try reader.read()), of: try UserName(from: &reader))
        case 10:
            self = .useKey(
                APIKey.ID(number: try reader.read()), at: Timestamp(milliseconds: try reader.read()))
        case 11:
            self = .begin(
                try Session(from: &reader), replacing: try ContentDigest.optional(from: &reader))
        case 12: self = .end(try ContentDigest(from: &reader), of: try UserName(from: &reader))
        case 13:
            self = .offerLink(
                try ContentDigest(from: &reader), try UserName(from: &reader),
                until: Timestamp(milliseconds: try reader.read()))
        case 14: self = .redeemLink(try ContentDigest(from: &reader), try Session(from: &reader))
        default: throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        writer.write(number)
        switch self {
        case .add(let account): account.write(to: &writer)
        case .remove(let user): user.write(to: &writer)
        case .setRole(let user, let role):
            user.write(to: &writer)
            writer.write(role.rawValue)
        case .setPassword(let user, let hash, let session):
            user.write(to: &writer)
            writer.write(optional: hash) { $0.write($1) }
            writer.write(optional: session) { $1.write(to: &$0) }
        case .setWeight(let user, let weight):
            user.write(to: &writer)
            writer.write(optional: weight) { $1.write(to: &$0) }
        case .setWebhook(let user, let webhook):
            user.write(to: &writer)
            writer.write(optional: webhook) { $1.write(to: &$0) }
        case .setWebhookSecret(let user, let secret):
            user.write(to: &writer)
            writer.write(optional: secret) { $0.write($1) }
        case .addKey(let key, let digest):
            key.write(to: &writer)
            digest.write(to: &writer)
        case .revokeKey(let id, let user):
            writer.write(id.number)
            user.write(to: &writer)
        case .useKey(let id, let time):
            writer.write(id.number)
            writer.write(time.milliseconds)
        case .begin(let session, let before):
            session.write(to: &writer)
            writer.write(optional: before) { $1.write(to: &$0) }
        case .end(let digest, let user):
            digest.write(to: &writer)
            user.write(to: &writer)
        case .offerLink(let digest, let user, let time):
            digest.write(to: &writer)
            user.write(to: &writer)
            writer.write(time.milliseconds)
        case .redeemLink(let digest, let session):
            digest.write(to: &writer)
            session.write(to: &writer)
        }
    }

    private var number: UInt8 {
        switch self {
        case .add: 1
        case .remove: 2
        case .setRole: 3
        case .setPassword: 4
        case .setWeight: 5
        case .setWebhook: 6
        case .setWebhookSecret: 7
        case .addKey: 8
        case .revokeKey: 9
        case .useKey: 10
        case .begin: 11
        case .end: 12
        case .offerLink: 13
        case .redeemLink: 14
        }
    }
}

extension WireCodable {
    fileprivate static func optional(from reader: inout WireReader) throws(WireError) -> Self? {
        try reader.readOptional { reader throws(WireError) in try Self(from: &reader) }
    }
}

extension WireReader {
    fileprivate mutating func readOptionalText() throws(WireError) -> String? {
        try readOptional { reader throws(WireError) in try reader.readText() }
    }
}

extension Weight: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let weight = Weight(Double(bitPattern: try reader.read())) else { throw .malformed }
        self = weight
    }

    package func write(to writer: inout WireWriter) {
        writer.write(value.bitPattern)
    }
}

extension Account: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            name: try UserName(from: &reader), role: try reader.readCase(Role.self),
            passwordHash: try reader.readOptionalText(), weight: try Weight.optional(from: &reader),
            webhook: try Webhook.optional(from: &reader), webhookSecret: try reader.readOptionalText(),
            createdAt: Timestamp(milliseconds: try reader.read()))
    }

    package func write(to writer: inout WireWriter) {
        name.write(to: &writer)
        writer.write(role.rawValue)
        writer.write(optional: passwordHash) { $0.write($1) }
        writer.write(optional: weight) { $1.write(to: &$0) }
        writer.write(optional: webhook) { $1.write(to: &$0) }
        writer.write(optional: webhookSecret) { $0.write($1) }
        writer.write(createdAt.milliseconds)
    }
}

extension APIKey: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            id: ID(number: try reader.read()), user: try UserName(from: &reader), name: try reader.readText(),
            createdAt: Timestamp(milliseconds: try reader.read()))
        guard Self.isName(name) else { throw .malformed }
    }

    package func write(to writer: inout WireWriter) {
        writer.write(id.number)
        user.write(to: &writer)
        writer.write(name)
        writer.write(createdAt.milliseconds)
    }
}

extension Session: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            digest: try ContentDigest(from: &reader), user: try UserName(from: &reader),
            createdAt: Timestamp(milliseconds: try reader.read()),
            expiresAt: Timestamp(milliseconds: try reader.read()))
    }

    package func write(to writer: inout WireWriter) {
        digest.write(to: &writer)
        user.write(to: &writer)
        writer.write(createdAt.milliseconds)
        writer.write(expiresAt.milliseconds)
    }
}
