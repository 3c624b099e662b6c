import CTesseract

/// Smaller or simpler pictures of a page, by which steps decide.
extension PageImage {
    /// A new page of what `make` makes of this one's pixels; nil where Leptonica cannot.
    func view(_ make: (UnsafeMutablePointer<Pix>) -> UnsafeMutablePointer<Pix>?) -> PageImage? {
        unsafe make(pix).map { unsafe PageImage(pix: $0) }
    }

    /// In 256 greys.
    func grey() -> PageImage? {
        unsafe view { pix in unsafe pixConvertTo8(pix, 0) }
    }

    /// Ink and paper by Otsu's one threshold for the page: ink is what is darker.
    func ink() -> PageImage? {
        if unsafe pixGetDepth(pix) == 1 { return unsafe view { pix in unsafe pixCopy(nil, pix) } }
        return unsafe grey()?.view { pix in
            var ink: UnsafeMutablePointer<Pix>?
            let whole = max(unsafe pixGetWidth(pix), unsafe pixGetHeight(pix), 16)
            let status = unsafe pixOtsuAdaptiveThreshold(pix, whole, whole, 0, 0, 0.1, nil, &ink)
            return unsafe status == 0 ? ink : nil
        }
    }

    /// In greys, with its longer side at most `side` pixels.
    func thumbnail(side: Int) -> PageImage? {
        let factor = Float(side) / Float(max(width, height))
        return unsafe grey()?.view { pix in
            guard factor < 1 else { return unsafe pixCopy(nil, pix) }
            return unsafe pixScale(pix, factor, factor)
        }
    }

    /// The share of set pixels, of a page of ink and paper.
    func shareOfInk() -> Double {
        var count: Int32 = 0
        guard unsafe pixCountPixels(pix, &count, nil) == 0 else { return 0 }
        return Double(count) / Double(width * height)
    }

    /// The part in `box`.
    func part(_ box: Word.Box) -> PageImage? {
        unsafe view { pix in
            var region = unsafe boxCreate(Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height))
            defer { unsafe boxDestroy(&region) }
            return unsafe pixClipRectangle(pix, region, nil)
        }
    }

    /// The outlines of what is set, of a page of ink and paper: much of it where there is text, little in areas.
    func outlines() -> PageImage? {
        unsafe view { pix in
            var inner = unsafe pixErodeBrick(nil, pix, 3, 3)
            defer { unsafe pixDestroy(&inner) }
            return unsafe pixXor(nil, pix, inner)
        }
    }
}
