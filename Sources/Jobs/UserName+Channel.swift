extension UserName {
    /// The channel of the user's events: the name's bytes in hexadecimal digits, so that no two names share one and no
    /// name means anything in a path.
    package var channel: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
    }
}
