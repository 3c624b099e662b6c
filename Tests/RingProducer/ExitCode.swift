/// How this program ends when nobody kills it.
enum ExitCode: Int32 {
    case badArguments = 64
    /// A send came back without a verdict: the ring stalled.
    case noVerdict = 3
    /// A verdict came that was given to another record.
    case wrongVerdict = 4
    /// Nobody reads what was acknowledged.
    case noReader = 5
    /// The measurement could not set itself up.
    case noMeasurement = 6
}
