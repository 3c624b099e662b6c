extension JobKind {
    /// The form in the scoreboard: the place among all kinds.
    package var number: UInt32 {
        UInt32(clamping: Self.allCases.firstIndex(of: self) ?? 0)
    }

    /// The kind with that number; nil when there is none.
    package init?(number: UInt32) {
        guard Self.allCases.indices.contains(Int(number)) else { return nil }
        self = Self.allCases[Int(number)]
    }
}
