import Foundation
import Testing

@testable import ImageText

@Suite struct JSONTextTests {
    @Test func `members and elements are separated by commas`() {
        var json = JSONText()
        json.object { json in
            json.name("a")
            json.number(1)
            json.name("b")
            json.array { json in
                json.number(2)
                json.array { _ in }
                json.object { _ in }
                json.string("c")
            }
            json.name("d")
            json.number(-3)
        }
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":[2,[],{},"c"],"d":-3}"#)
    }

    @Test func `any text comes back from a decoder as it was`() throws {
        let text = "\"quoted\" \\ \u{0}\u{1F}\n\t\u{7F} é 本 🙂"
        var json = JSONText()
        json.array { $0.string(text) }
        #expect(try JSONDecoder().decode([String].self, from: Data(json.bytes)) == [text])
    }

    @Test(arguments: [(0, "0.00"), (96.345, "96.35"), (-0.5, "-0.50"), (100, "100.00"), (7.999, "8.00")])
    func `fractions have two places`(value: Double, text: String) {
        var json = JSONText()
        json.number(value)
        #expect(String(decoding: json.bytes, as: UTF8.self) == text)
    }
}
