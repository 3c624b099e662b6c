import Foundation
import GRDB
import Jobs

/// What people search in: of each ended job the name of its file and what was recognised in it, in an FTS5 table whose
/// row ids are the jobs' sequences. It goes with the job by a trigger.
enum TextRows {
    /// Of a longer text the rest is not found.
    static let maximumCharacters = 256 << 10

    /// Stand around what was searched for, in answers of the table alone: no text has them in it.
    private static let (hitBegins, hitEnds): (Character, Character) = ("\u{2}", "\u{3}")

    /// Takes in the ended job, again after it was done again. A job without name and text is not found.
    static func index(_ id: JobID, text: String?, _ db: Database) throws {
        try db.cachedStatement(sql: indexSQL).execute(arguments: [Data(id.bytes), text.map(plain) ?? ""])
    }

    /// The jobs' texts around what `words` found in them; none for a job in whose name it was found.
    static func excerpts(
        of sequences: [Int64], words: [String], user: UserName, _ db: Database
    ) throws -> [Int64: Excerpt] {
        let statement = try db.cachedStatement(sql: excerptSQL)
        var excerpts: [Int64: Excerpt] = [:]
        for sequence in sequences {
            let marked = try String.fetchOne(
                statement, arguments: [expression(words, of: user), sequence])
            if let excerpt = marked.flatMap(excerpt) { excerpts[sequence] = excerpt }
        }
        return excerpts
    }

    /// What finds the rows of the user that have words beginning like each of `words`. The owner's name stands in the
    /// index in hexadecimal digits, so that another's texts are never looked at.
    static func expression(_ words: [String], of user: UserName) -> String {
        let terms = words.map { "\"\($0.replacing("\"", with: "\"\""))\"*" }
        return "owner : \"\(user.channel)\" AND {name text} : (\(terms.joined(separator: " AND ")))"
    }

    private static func plain(_ text: String) -> String {
        let kept = text.prefix(maximumCharacters).unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        return String(String.UnicodeScalarView(kept))
    }

    private static func excerpt(_ marked: String) -> Excerpt? {
        var pieces: [Excerpt.Piece] = []
        for (index, part) in marked.split(separator: hitBegins, omittingEmptySubsequences: false).enumerated()
        {
            let halves = part.split(separator: hitEnds, maxSplits: 1, omittingEmptySubsequences: false)
            let hasHit = index > 0 && halves.count == 2
            if hasHit { pieces.append(Excerpt.Piece(String(halves[0]), isHit: true)) }
            pieces.append(Excerpt.Piece(String(halves[halves.count - 1])))
        }
        pieces.removeAll { $0.text.isEmpty }
        return pieces.contains(where: \.isHit) ? Excerpt(pieces) : nil
    }

    private static let indexSQL = """
        INSERT OR REPLACE INTO texts (rowid, owner, name, text)
        SELECT sequence, lower(hex(user)), coalesce(file_name, ''), CASE kind WHEN '\(JobKind.ocr.rawValue)' THEN ?2 ELSE '' END
        FROM jobs WHERE id = ?1 AND (file_name IS NOT NULL OR ?2 <> '')
        """

    private static let excerptSQL = """
        SELECT snippet(texts, 2, char(2), char(3), '…', 16) FROM texts WHERE texts MATCH ?1 AND rowid = ?2
        """
}
