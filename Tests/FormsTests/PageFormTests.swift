import Foundation
import FoundationXML
import Testing

@testable import Forms

@Suite struct PageFormTests {
    @Test func `a table has the rows and columns of Tesseract's`() {
        let rows = SamplePages.text(TSVForm()).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            rows[0]
                == "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
        )
        #expect(rows[1] == "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t")
        #expect(rows[2] == "2\t1\t1\t0\t0\t0\t10\t20\t180\t210\t-1\t")
        #expect(rows[3] == "3\t1\t1\t1\t0\t0\t10\t20\t180\t70\t-1\t")
        #expect(rows[4] == "4\t1\t1\t1\t1\t0\t10\t20\t180\t32\t-1\t")
        #expect(rows[5] == "5\t1\t1\t1\t1\t1\t10\t20\t80\t30\t96.5\tFish")
        #expect(rows[6] == "5\t1\t1\t1\t1\t2\t100\t22\t90\t30\t80.0\t& <chips>")
        #expect(
            rows.dropLast().allSatisfy {
                $0.split(separator: "\t", omittingEmptySubsequences: false).count == 12
            })
        #expect(rows.dropLast().map { $0.prefix(1) }.joined() == "l123455453452345" + "1")
        #expect(rows[16] == "1\t2\t0\t0\t0\t0\t0\t0\t40\t30\t-1\t")
    }

    @Test(arguments: [
        ("hocr", SamplePages.text(HOCRForm(fileName: "a&b.png"))),
        ("alto", SamplePages.text(ALTOForm(fileName: "a&b.png"))),
    ])
    func `XML is well-formed, its ids differ, and it says each word once`(name: String, text: String) {
        let reader = XMLWords()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(name)")
        #expect(reader.words == ["Fish", "& <chips>", "“two”", "three", "four"])
        #expect(reader.ids.count == Set(reader.ids).count)
        #expect(reader.ids.contains("page_1") && reader.ids.contains("page_2"))
    }

    @Test func `places are those of the words and of what encloses them`() {
        let hocr = SamplePages.text(HOCRForm(fileName: "a.png"))
        #expect(hocr.contains(#"title="image &quot;a.png&quot;; bbox 0 0 800 600""#))
        #expect(hocr.contains(#"id="line_1_1_1_1" title="bbox 10 20 190 52""#))
        #expect(hocr.contains(#"title="bbox 10 20 90 50; x_wconf 97">Fish</span>"#))
        let alto = SamplePages.text(ALTOForm(fileName: "a.png"))
        #expect(alto.contains(#"HPOS="10" VPOS="20" WIDTH="80" HEIGHT="30" WC="0.965" CONTENT="Fish"/>"#))
    }

    @Test func `numbers that no page has are not sound`() {
        #expect(SamplePages.page.isSound && SamplePages.empty.isSound)
        func changed(_ change: (inout FormPage) -> Void) -> Bool {
            var page = SamplePages.page
            change(&page)
            return page.isSound
        }
        #expect(!changed { $0.width = .max })
        #expect(!changed { $0.words[0].box = [.max, 0, .max, 1] })
        #expect(!changed { $0.words[0].box = [1, 2, 3] })
        #expect(!changed { $0.words[0].confidence = .infinity })
        #expect(!changed { $0.orientation = 9 })
        #expect(!changed { $0.resolution = 0 })
    }
}

/// Takes the words and ids out of hOCR and ALTO.
private final class XMLWords: NSObject, XMLParserDelegate {
    private(set) var words: [String] = []
    private(set) var ids: [String] = []
    private var isWord = false

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        ids += [attributes["id"] ?? attributes["ID"]].compactMap(\.self)
        if element == "String" { words.append(attributes["CONTENT"] ?? "") }
        isWord = attributes["class"] == "ocrx_word"
        if isWord { words.append("") }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isWord { words[words.count - 1] += text }
    }

    func parser(
        _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
    ) {
        isWord = false
    }
}
