/// `text.txt`: the text of all pages, UTF-8, pages apart by a form feed.
struct PlainText {
    private(set) var bytes: [UInt8] = []
    private var hasPages = false

    private static let formFeed: UInt8 = 0x0C

    mutating func add(_ page: ReadPage) {
        if hasPages { bytes.append(Self.formFeed) }
        bytes += page.best.text
        hasPages = true
    }
}
