/// How full the ring is.
package struct RingUse: Hashable, Sendable {
    /// Commands that the supervisor has not taken yet.
    package let commands: Int
    package let slots: Int

    package init(commands: Int, slots: Int) {
        self.commands = commands
        self.slots = slots
    }
}
