/// What has a place on the page.
protocol Placed {
    var place: FormBox { get }
}

/// Parts that belong together, at least one, with their number within what they are part of.
struct FormGroup<Part: Placed>: Placed {
    let number: Int
    var parts: [Part]

    var place: FormBox { parts.dropFirst().reduce(parts[0].place) { $0.union($1.place) } }

    /// The same with other parts.
    func map<Other: Placed>(_ make: ([Part]) -> [Other]) -> FormGroup<Other> {
        FormGroup<Other>(number: number, parts: make(parts))
    }
}

extension FormWord: Placed {
    var place: FormBox {
        guard box.count == 4 else { return FormBox(left: 0, top: 0, right: 0, bottom: 0) }
        return FormBox(left: box[0], top: box[1], right: box[0] + box[2], bottom: box[1] + box[3])
    }
}

/// A rectangle in pixels, from the top left corner of the page.
struct FormBox: Hashable {
    let left: Int
    let top: Int
    let right: Int
    let bottom: Int

    var width: Int { right - left }
    var height: Int { bottom - top }

    func union(_ other: FormBox) -> FormBox {
        FormBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}
