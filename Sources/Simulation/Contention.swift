import Jobs
import Scheduling

/// Who waits all through an hour, and what those users get in it: only they compete for the whole of it, so that
/// what they get can be compared with what their weights promise.
struct Contention {
    private struct User {
        var waiting: Int32 = 0
        /// Whether the user had nothing that waited at some time of this hour.
        var wasIdle = true
        /// Processor time of the jobs that began in this hour, in seconds.
        var seconds = 0.0
    }

    private let classes: [UserClass]
    private var users: [User]
    /// The first user of each class, and the number of users.
    private var bounds: [Int] = [0]
    private var hour = 0
    private let stride: Int

    init(_ day: SimulatedDay) {
        classes = day.classes
        users = Array(repeating: User(), count: day.users)
        let parts = day.classes.map(\.part).reduce(0, +)
        var before = 0.0
        for one in day.classes {
            before += one.part
            bounds.append(Int((before / parts * Double(day.users)).rounded()))
        }
        // Without a common divisor with the number of users, so that every user is met.
        var stride = max(1, Int(Double(day.users) * 0.618))
        while Self.divisor(stride, day.users) != 1 { stride += 1 }
        self.stride = stride
    }

    /// When the hour ends, in seconds since the day's beginning.
    var hourEnd: Double { Double(hour + 1) * 3600 }

    func users(of index: Int) -> Range<Int> { bounds[index]..<bounds[index + 1] }

    func userClass(of user: Int) -> Int { classes.indices.first { user < bounds[$0 + 1] } ?? 0 }

    /// Spreads those who submit much over the classes.
    func shuffled(_ user: Int) -> Int { user * stride % users.count }

    /// - Returns: whether nothing of the user waited before.
    mutating func wait(_ user: Int, at now: Double) -> Bool {
        users[user].waiting += 1
        return users[user].waiting == 1
    }

    mutating func serve(_ user: Int, _ seconds: Double, at now: Double) {
        users[user].waiting -= 1
        users[user].seconds += seconds
        if users[user].waiting == 0 { users[user].wasIdle = true }
    }

    /// Adds the hour's contenders to the report and begins the next.
    mutating func endHour(_ report: inout SimulationReport) {
        var (sum, squares, count) = (0.0, 0.0, 0)
        var weights = classes.map { _ in 0.0 }
        var seconds = 0.0
        for index in classes.indices {
            let weight = classes[index].weight.value
            for user in users(of: index) {
                if !users[user].wasIdle {
                    weights[index] += weight
                    seconds += users[user].seconds
                    report.classes[index].contendingSeconds += users[user].seconds
                    let got = users[user].seconds / weight
                    (sum, squares, count) = (sum + got, squares + got * got, count + 1)
                }
                users[user].seconds = 0
                users[user].wasIdle = users[user].waiting == 0
            }
        }
        let total = weights.reduce(0, +)
        for index in classes.indices where total > 0 {
            report.classes[index].promisedSeconds += seconds * weights[index] / total
        }
        if squares > 0 {
            report.jainSum += sum * sum / squares
            report.contenders += count
        }
        hour += 1
    }

    private static func divisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : divisor(second, first % second)
    }
}
