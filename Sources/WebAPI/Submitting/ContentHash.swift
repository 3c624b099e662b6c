import Crypto
import Jobs

/// Takes the digest of bytes while they pass, so that nothing is read twice.
struct ContentHash {
    private var function = SHA256()

    mutating func update(_ piece: Span<UInt8>) {
        unsafe piece.withUnsafeBytes { bytes in unsafe function.update(bufferPointer: bytes) }
    }

    /// Of everything so far.
    var digest: ContentDigest? {
        unsafe function.finalize().withUnsafeBytes { bytes in unsafe ContentDigest(bytes: bytes) }
    }
}
