internal import ArgumentParser
internal import Launching

extension Scope: ExpressibleByArgument {
    /// `everything` is said by saying nothing.
    public static var allValueStrings: [String] { Scope.parts.map(\.rawValue) }

    /// Nil for what is no part.
    public init?(argument: String) {
        self.init(rawValue: argument)
        guard self != .everything else { return nil }
    }
}
