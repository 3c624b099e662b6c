extension String {
    /// The same with everything but printable ASCII escaped: what a processor says must not look like other lines of
    /// the log, nor steer the terminal that shows it.
    var escapedForLog: String {
        unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
    }
}
