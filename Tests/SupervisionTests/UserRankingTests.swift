import Jobs
import SharedRing
import TestSupport
import Testing

@testable import Supervision

@Suite struct UserRankingTests {
    private static func users(_ jobs: [Int]) -> UserCounts {
        var users = UserCounts()
        for (index, count) in jobs.enumerated() {
            for _ in 0..<count { _ = users.add(name(index)) }
        }
        return users
    }

    private static func name(_ index: Int) -> UserName { UserName("user-\(index)") ?? .guest }

    @Test func `Without users there is nobody`() {
        var ranking = UserRanking()
        #expect(ranking.turn(over: UserCounts()) == [])
    }

    @Test func `The users with the most jobs are told, most first, equals by name`() {
        var ranking = UserRanking()
        let users = Self.users([1, 5, 2, 9, 5])
        #expect(
            ranking.turn(over: users) == [
                UserLoad(name: "user-3", jobs: 9), UserLoad(name: "user-1", jobs: 5),
                UserLoad(name: "user-4", jobs: 5), UserLoad(name: "user-2", jobs: 2),
                UserLoad(name: "user-0", jobs: 1),
            ])
    }

    @Test(arguments: [1, 7, 64, 65_536])
    func `A whole pass finds the most among many, whatever a turn looks at`(step: Int) throws {
        var random = SplitMix64(state: 5)
        let jobs = (0..<500).map { _ in Int.random(in: 1...90, using: &random) }
        let users = Self.users(jobs)
        var ranking = UserRanking(step: step)
        var loads: [UserLoad] = []
        for _ in 0..<(500 + step - 1) / step {
            #expect(loads == [])
            loads = ranking.turn(over: users)
        }
        #expect(loads.map(\.jobs) == Array(jobs.sorted(by: >).prefix(QueueCounters.userLimit)))
        for load in loads {
            let user = try #require(UserName(load.name))
            #expect(users.jobs(of: user) == load.jobs)
        }
    }

    @Test func `Between passes counts are those of now, and who has no job is gone`() {
        var users = Self.users([3, 2, 1])
        var ranking = UserRanking(step: 2)
        _ = ranking.turn(over: users)
        #expect(ranking.turn(over: users).map(\.jobs) == [3, 2, 1])
        for _ in 0..<3 { users.remove(Self.name(0)) }
        for _ in 0..<4 { _ = users.add(Self.name(2)) }
        #expect(
            ranking.turn(over: users)
                == [UserLoad(name: "user-2", jobs: 5), UserLoad(name: "user-1", jobs: 2)])
    }

    @Test func `Each turn begins anew when it looks at all`() {
        var users = Self.users([1])
        var ranking = UserRanking()
        #expect(ranking.turn(over: users).map(\.name) == ["user-0"])
        _ = users.add(Self.name(1))
        _ = users.add(Self.name(1))
        #expect(ranking.turn(over: users).map(\.name) == ["user-1", "user-0"])
        users.remove(Self.name(0))
        #expect(ranking.turn(over: users).map(\.name) == ["user-1"])
    }

    @Test func `Every user name has a place in the scoreboard`() {
        #expect(UserLoad.nameLimit == UserName.maximumBytes)
    }
}
