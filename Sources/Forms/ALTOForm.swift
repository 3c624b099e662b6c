/// ALTO 4: the XML of libraries and archives.
package struct ALTOForm: PageForm {
    /// The name of the image that was read.
    private let fileName: String

    package var beginning: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-2.xsd">
        <Description>
        <MeasurementUnit>pixel</MeasurementUnit>
        <sourceImageInformation><fileName>\(fileName.xml)</fileName></sourceImageInformation>
        <Processing ID="processing"><processingSoftware><softwareName>Platen</softwareName></processingSoftware>\
        </Processing>
        </Description>
        <Layout>

        """
    }

    package let ending = "</Layout>\n</alto>\n"

    package init(fileName: String) {
        self.fileName = fileName
    }

    package func text(of page: FormPage) -> String {
        let size = "WIDTH=\"\(page.width)\" HEIGHT=\"\(page.height)\""
        var text = "<Page ID=\"page_\(page.number)\" PHYSICAL_IMG_NR=\"\(page.number)\" \(size)>\n"
        text += "<PrintSpace \(Self.place(page.box))>\n"
        for block in page.blocks {
            for paragraph in block.parts {
                text += Self.block(paragraph, "\(page.number)_\(block.number)_\(paragraph.number)")
            }
        }
        return text + "</PrintSpace>\n</Page>\n"
    }

    private static func block(_ paragraph: FormGroup<FormGroup<FormWord>>, _ id: String) -> String {
        var text = "<TextBlock ID=\"block_\(id)\" \(place(paragraph.place))>\n"
        for line in paragraph.parts {
            let words = line.parts.enumerated().map { index, word in
                "<String ID=\"word_\(id)_\(line.number)_\(index + 1)\" \(place(word.place)) "
                    + "WC=\"\(max(0, min(1, word.confidence / 100)))\" CONTENT=\"\(word.text.xml)\"/>"
            }
            text += "<TextLine ID=\"line_\(id)_\(line.number)\" \(place(line.place))>"
            text += words.joined(separator: "<SP/>") + "</TextLine>\n"
        }
        return text + "</TextBlock>\n"
    }

    private static func place(_ box: FormBox) -> String {
        "HPOS=\"\(box.left)\" VPOS=\"\(box.top)\" WIDTH=\"\(box.width)\" HEIGHT=\"\(box.height)\""
    }
}
