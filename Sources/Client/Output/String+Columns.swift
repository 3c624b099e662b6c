/// Columns of a table.
extension String {
    /// With spaces behind it until it has so many characters.
    func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }

    /// With spaces before it until it has so many characters.
    func aligned(to count: Int) -> String {
        String(repeating: " ", count: max(0, count - self.count)) + self
    }
}
