import Foundation
import Jobs

/// A folder of pictures of food.
struct Gallery: Sendable {
    let folder: String
    /// Whether the pictures are those that the service comes with.
    let isShipped: Bool
    let maximumPixels: Int

    private static let endings = [".jpg", ".jpeg", ".png"]

    /// One of the pictures.
    /// - Throws: `Problem` with `.photoUnavailable` where there are none, and those of `Photo`.
    func choose(using generator: inout some RandomNumberGenerator) throws(Problem) -> Photo {
        guard let name = names.randomElement(using: &generator) else { throw empty }
        var credit = PhotoCredit(source: "gallery", title: Self.title(of: name))
        if isShipped { credit.attribution = "Drawn for Platen" }
        return try Photo(try read(name), maximumPixels: maximumPixels, credit: credit)
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { name in Self.endings.contains { name.lowercased().hasSuffix($0) } }
            .sorted()
    }

    private func read(_ name: String) throws(Problem) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: "\(folder)/\(name)"),
            let data = try? handle.read(upToCount: Photo.maximumBytes + 1)
        else { throw empty }
        guard data.count <= Photo.maximumBytes else {
            throw Problem(
                .photoTooLarge, "The picture is larger than \(Photo.maximumBytes >> 20) MiB. Try again.",
                privateDetail: name)
        }
        return Array(data)
    }

    /// The file's name without its ending, words apart.
    private static func title(of name: String) -> String {
        let stem = name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex)
        return String(stem.map { $0 == "-" || $0 == "_" ? " " : $0 }.prefix(100))
    }

    private var empty: Problem {
        Problem(
            .photoUnavailable,
            "There are no pictures that this service can choose from. Ask the operator to set PLATEN_PHOTO_FOLDER.",
            privateDetail: "no readable pictures in \(folder)")
    }
}
