import Testing

@testable import ImageText

@Suite struct PageMapTests {
    private let box = Word.Box(x: 10, y: 20, width: 30, height: 5)

    private func mapped(_ map: PageMap, _ width: Int = 400, _ height: Int = 300) -> [Int] {
        let box = map.box(box, width: width, height: height)
        return [box.x, box.y, box.width, box.height]
    }

    @Test func `maps follow one another in their order`() {
        #expect(mapped(.same) == [10, 20, 30, 5])
        #expect(mapped(PageMap.scale(2).then(.shift(x: 1, y: 2))) == [21, 42, 60, 10])
        #expect(mapped(PageMap.shift(x: 1, y: 2).then(.scale(2))) == [22, 44, 60, 10])
    }

    @Test func `a quarter turn stands the box up`() {
        #expect(mapped(.turn(1, width: 400, height: 300), 300, 400) == [275, 10, 5, 30])
        #expect(mapped(.turn(3, width: 400, height: 300), 300, 400) == [20, 360, 5, 30])
    }

    @Test(arguments: 0...3)
    func `turning on to a whole turn leads back`(quarters: Int) {
        let (width, height) = quarters % 2 == 0 ? (400, 300) : (300, 400)
        let there = PageMap.turn(quarters, width: 400, height: 300)
        let back = PageMap.turn((4 - quarters) % 4, width: width, height: height)
        #expect(mapped(there.then(back)) == [10, 20, 30, 5])
    }

    @Test func `boxes end at the edges of the page`() {
        #expect(mapped(.shift(x: -15, y: 290)) == [0, 300, 25, 0])
    }
}
