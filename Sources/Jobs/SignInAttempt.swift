/// That somebody is about to try a password.
package struct SignInAttempt: Hashable, Sendable {
    /// As it was given: it may be nobody's.
    package var user: UserName
    /// The client's address; empty where it is not known.
    package var address: String

    private static let longestAddress = 64

    package init(user: UserName, address: String) {
        self.user = user
        self.address = String(decoding: address.utf8.prefix(Self.longestAddress), as: UTF8.self)
    }
}

extension SignInAttempt: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(user: try UserName(from: &reader), address: try reader.readText())
    }

    package func write(to writer: inout WireWriter) {
        user.write(to: &writer)
        writer.write(address)
    }
}
