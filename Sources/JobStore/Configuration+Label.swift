internal import Dispatch
internal import GRDB

extension Configuration {
    /// For connections that `label` names. Their threads have no priority above others: it is root's to give, and the
    /// system's log would be told of each that is refused.
    init(label: String) {
        self.init()
        self.label = label
        qos = .default
    }
}
