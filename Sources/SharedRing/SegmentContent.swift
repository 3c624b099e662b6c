/// A segment together with the meaning of what is in it.
protocol SegmentContent: AnyObject, Sendable {
    var segment: Segment { get }
}
