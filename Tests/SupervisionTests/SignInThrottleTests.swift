import Jobs
import Testing

@testable import Supervision

@Suite struct SignInThrottleTests {
    private func attempt(_ name: String, _ address: String = "192.0.2.1") -> SignInAttempt {
        SignInAttempt(user: UserName(name) ?? .guest, address: address)
    }

    @Test func `Ten tries of a name from one address at once, then one in ten seconds`() {
        var throttle = SignInThrottle()
        let taken = (0..<100).count { _ in throttle.takes(attempt("ann"), at: .seconds(50)) }
        #expect(taken == 10)
        #expect(throttle.takes(attempt("ann"), at: .seconds(59)) == false)
        #expect(throttle.takes(attempt("ann"), at: .seconds(60)) == true)
        #expect(throttle.takes(attempt("ann"), at: .seconds(60)) == false)
    }

    @Test func `Who guesses from one address does not lock the user out at another`() {
        var throttle = SignInThrottle()
        for second in 0..<600 { _ = throttle.takes(attempt("ann"), at: .seconds(second)) }
        #expect(throttle.takes(attempt("ann"), at: .seconds(599)) == false)
        #expect(throttle.takes(attempt("ann", "198.51.100.7"), at: .seconds(599)) == true)
    }

    @Test func `From ever other addresses a name is still slowed down`() {
        var throttle = SignInThrottle()
        let taken = (0..<1000).count { throttle.takes(attempt("ann", "192.0.2.\($0)"), at: .zero) }
        #expect(taken <= 50)
    }

    @Test
    func `A hundred thousand guesses of ever other names from one address get nowhere, in the same memory`() {
        var throttle = SignInThrottle()
        let taken = (0..<100_000).count { throttle.takes(attempt("user\($0)"), at: .milliseconds($0)) }
        #expect(taken <= 200 + 200)
    }
}
