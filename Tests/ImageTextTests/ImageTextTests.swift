import TestImages
import Testing
import Foundation

@Test func draw() throws {
    let l = Lettering("HELLO PLATEN 2024")
    let f = PNGFile(width: l.width, height: l.height, depth: 1).encode { x, y, _ in l.isBlack(x, y) ? 0 : 1 }
    try Data(f).write(to: URL(filePath: "/tmp/letter.png"))
}
