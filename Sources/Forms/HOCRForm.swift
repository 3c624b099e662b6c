/// hOCR 1.2: HTML whose elements say where they stand on the page.
package struct HOCRForm: PageForm {
    /// The name of the image that was read.
    private let fileName: String

    package let beginning = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
        <html xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <title></title>
        <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
        <meta name="ocr-system" content="Platen"/>
        <meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word"/>
        </head>
        <body>

        """
    package let ending = "</body>\n</html>\n"

    package init(fileName: String) {
        self.fileName = fileName
    }

    package func text(of page: FormPage) -> String {
        let image = "image &quot;\(fileName.xml)&quot;; "
        var text = Self.open("div", "ocr_page", "page_\(page.number)", page.box, before: image) + "\n"
        for block in page.blocks {
            let id = "\(page.number)_\(block.number)"
            text += " " + Self.open("div", "ocr_carea", "block_\(id)", block.place) + "\n"
            for paragraph in block.parts { text += Self.paragraph(paragraph, "\(id)_\(paragraph.number)") }
            text += " </div>\n"
        }
        return text + "</div>\n"
    }

    private static func paragraph(_ paragraph: FormGroup<FormGroup<FormWord>>, _ id: String) -> String {
        var text = "  " + open("p", "ocr_par", "par_\(id)", paragraph.place) + "\n"
        for line in paragraph.parts {
            let words = line.parts.enumerated().map { index, word in
                open(
                    "span", "ocrx_word", "word_\(id)_\(line.number)_\(index + 1)", word.place,
                    after: "; x_wconf \(Int(word.confidence.rounded()))") + "\(word.text.xml)</span>"
            }
            text += "   " + open("span", "ocr_line", "line_\(id)_\(line.number)", line.place)
            text += words.joined(separator: " ") + "</span>\n"
        }
        return text + "  </p>\n"
    }

    private static func open(
        _ element: String, _ kind: String, _ id: String, _ box: FormBox, before: String = "",
        after: String = ""
    ) -> String {
        let title = "\(before)bbox \(box.left) \(box.top) \(box.right) \(box.bottom)\(after)"
        return "<\(element) class=\"\(kind)\" id=\"\(id)\" title=\"\(title)\">"
    }
}
