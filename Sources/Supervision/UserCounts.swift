import Jobs

/// Users that have jobs, each with a small number in place of the name, and how many jobs they have.
struct UserCounts: Sendable {
    private var numbers: [UserName: UInt32] = [:]
    private var users: [(name: UserName, jobs: Int)] = []
    /// Numbers of users who have no jobs any more.
    private var left: [UInt32] = []

    /// How many users have a job.
    var count: Int { numbers.count }

    func jobs(of user: UserName) -> Int {
        numbers[user].map { users[Int($0)].jobs } ?? 0
    }

    /// Numbers are lower than this. Not every one is in use: it is as many as there ever were users at once.
    var end: Int { users.count }

    /// How many jobs the user of a number below `end` has; 0 when the number is not in use.
    func jobs(of number: UInt32) -> Int { users[Int(number)].jobs }

    /// - Precondition: the user has a job.
    func name(_ number: UInt32) -> UserName { users[Int(number)].name }

    /// Counts one job more.
    /// - Returns: the user's number, the same as long as the user has jobs.
    mutating func add(_ user: UserName) -> UInt32 {
        if let number = numbers[user] {
            users[Int(number)].jobs += 1
            return number
        }
        let number = left.popLast() ?? UInt32(users.count)
        if Int(number) == users.count { users.append((user, 1)) } else { users[Int(number)] = (user, 1) }
        numbers[user] = number
        return number
    }

    /// Counts one job less.
    mutating func remove(_ user: UserName) {
        guard let number = numbers[user] else { return }
        users[Int(number)].jobs -= 1
        guard users[Int(number)].jobs == 0 else { return }
        numbers[user] = nil
        left.append(number)
    }
}
