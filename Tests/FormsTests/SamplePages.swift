@testable import Forms

/// Pages to write.
enum SamplePages {
    /// Two blocks, the first of two paragraphs, a word of noise between.
    static let page = FormPage(
        number: 1, width: 800, height: 600, resolution: 200,
        words: [
            FormWord("Fish", confidence: 96.5, box: [10, 20, 80, 30]),
            FormWord("& <chips>", confidence: 80, box: [100, 22, 90, 30]),
            FormWord("~~", confidence: 3, box: [0, 0, 800, 600], noise: true),
            FormWord("“two”", confidence: 91, box: [10, 60, 70, 30], line: 2),
            FormWord("three", confidence: 90, box: [12, 200, 70, 30], paragraph: 2),
            FormWord("four", confidence: 100, box: [500, 20, 70, 30], block: 2),
        ])

    static let empty = FormPage(number: 2, width: 40, height: 30, words: [])

    static func text(_ form: some PageForm) -> String {
        form.beginning + form.text(of: page) + form.text(of: empty) + form.ending
    }
}
