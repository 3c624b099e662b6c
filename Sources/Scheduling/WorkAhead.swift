/// How long work takes that several processors share.
package enum WorkAhead {
    /// After how many seconds `work` seconds of processor time are done on processors that become free after
    /// `processors` seconds each, in rising order: until then they do other things.
    /// - Precondition: there is a processor.
    /// - Complexity: O(processors).
    package static func time(of work: Double, on processors: [Double]) -> Double {
        var free = 0.0
        for (index, start) in processors.enumerated() {
            let end = (work + free + start) / Double(index + 1)
            let next = index + 1 < processors.count ? processors[index + 1] : .infinity
            if end <= next { return end }
            free += start
        }
        return free
    }
}
