import Foundation
import Jobs
import Testing

@Suite struct JobOptionsTests {
    @Test(arguments: JobKind.allCases)
    func withoutFieldsTheDefaultsHold(kind: JobKind) throws {
        let options = try JobOptions(kind: kind, fields: [:])
        #expect(options.width == (kind == .ascii ? 100 : nil))
        #expect(options.durationMilliseconds == (kind == .sleep ? 1000 : nil))
    }

    @Test(arguments: [("1", 1), ("80", 80), ("1000", 1000)])
    func widthsInRangeAreTaken(text: String, width: Int) throws {
        #expect(try JobOptions(kind: .ascii, fields: ["width": text]) == JobOptions(width: width))
    }

    @Test(arguments: ["", "0", "1001", "-1", "80.5", "wide", "80 ", "99999999999999999999", "１０"])
    func otherWidthsAreRefusedWithTheRange(text: String) {
        let problem = problem(.ascii, ["width": text])
        #expect(problem?.code == .invalidOption)
        #expect(problem?.detail.contains("width") == true && problem?.detail.contains("1 to 1000") == true)
    }

    @Test(arguments: [
        ("0", 0), ("0.25", 250), ("2", 2000), ("3600", 3_600_000), ("0.0004", 0), ("1e1", 10_000),
    ])
    func durationsInRangeAreTaken(text: String, milliseconds: Int64) throws {
        let options = try JobOptions(kind: .sleep, fields: ["duration": text])
        #expect(options == JobOptions(durationMilliseconds: milliseconds))
    }

    @Test(arguments: ["", "-1", "-0.001", "3600.1", "nan", "inf", "-inf", "1e400", "long", "1 ", "1s"])
    func otherDurationsAreRefusedWithTheRange(text: String) {
        let problem = problem(.sleep, ["duration": text])
        #expect(problem?.code == .invalidOption)
        #expect(problem?.detail.contains("duration") == true && problem?.detail.contains("0 to 3600") == true)
    }

    @Test(arguments: JobKind.allCases)
    func fieldsOfOtherKindsArePassedOver(kind: JobKind) throws {
        let fields = [
            "width": kind == .ascii ? "5" : "wide", "duration": kind == .sleep ? "5" : "long", "x": "y",
        ]
        let options = try JobOptions(kind: kind, fields: fields)
        #expect((options.width == 5) == (kind == .ascii))
        #expect((options.durationMilliseconds == 5000) == (kind == .sleep))
    }

    @Test func fieldsOfReadingAreTakenForOCRAlone() throws {
        let fields = ["prepare": "none", "segmentation": "block"]
        let options = try JobOptions(kind: .ocr, fields: fields)
        #expect(options == JobOptions(prepare: Preparing.none, segmentation: .block))
        #expect(try JobOptions(kind: .size, fields: fields) == JobOptions())
    }

    @Test func fieldsOfDrawingAndFlippingAreTakenForTheirKindsAlone() throws {
        let fields = ["style": "braille", "invert": "true", "flip": "pixels"]
        let drawing = JobOptions(width: 100, style: .braille, invert: true)
        #expect(try JobOptions(kind: .ascii, fields: fields) == drawing)
        #expect(try JobOptions(kind: .mirror, fields: fields) == JobOptions(flip: .pixels))
        #expect(try JobOptions(kind: .ocr, fields: fields) == JobOptions())
        #expect(try JobOptions(kind: .ascii, fields: ["invert": "false"]).invert == false)
    }

    @Test(arguments: [
        (JobKind.ascii, "style", "plain, braille, ansi256, truecolour"), (.ascii, "invert", "true or false"),
        (.mirror, "flip", "lossless, pixels"),
    ])
    func otherWordsOfDrawingAreRefusedWithTheChoices(kind: JobKind, field: String, choices: String) {
        for value in ["", "yes", "Plain"] {
            let problem = problem(kind, [field: value])
            #expect(problem?.code == .invalidOption)
            #expect(problem?.detail.contains(field) == true && problem?.detail.contains(choices) == true)
        }
    }

    @Test(arguments: ["prepare", "segmentation"])
    func otherWordsOfReadingAreRefusedWithTheChoices(field: String) {
        for value in ["", "Auto", "6"] {
            let problem = problem(.ocr, [field: value])
            #expect(problem?.code == .invalidOption)
            #expect(problem?.detail.contains(field) == true)
        }
    }

    @Test func jsonNamesTheUnit() throws {
        let options = JobOptions(width: 7, durationMilliseconds: 9)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(options)
        #expect(String(decoding: json, as: UTF8.self) == #"{"duration_ms":9,"width":7}"#)
        #expect(try JSONDecoder().decode(JobOptions.self, from: json) == options)
        #expect(try JSONDecoder().decode(JobOptions.self, from: Data("{}".utf8)) == JobOptions())
    }

    private func problem(_ kind: JobKind, _ fields: [String: String]) -> Problem? {
        do throws(Problem) {
            _ = try JobOptions(kind: kind, fields: fields)
            return nil
        } catch {
            return error
        }
    }
}
