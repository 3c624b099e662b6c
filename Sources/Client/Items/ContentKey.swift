internal import Crypto

/// The key of a request that is the same whenever the same is asked for of the same image.
enum ContentKey {
    static func text(of form: JobForm, _ image: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(data: Array(form.description.utf8) + [0])
        hash.update(data: image)
        return "content-"
            + hash.finalize().map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
    }
}
