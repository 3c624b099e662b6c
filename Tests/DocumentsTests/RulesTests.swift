import Documents
import Jobs
import Testing

@Suite struct RulesTests {
    private static func rules(_ text: String) throws(RulesError) -> Rules {
        try Rules(json: Array(text.utf8))
    }

    private static func faults(_ text: String) -> [String] {
        do throws(RulesError) {
            _ = try rules(text)
            return []
        } catch {
            return error.faults.map(\.place)
        }
    }

    private static let full = """
        {"everyone": {"max_running": 3, "pixels_per_day": 1000},
         "tiers": {"paid": {"weight": 4, "max_waiting": 50, "processor_seconds_per_day": 60}},
         "users": {"ann": {"tier": "paid", "weight": 2}, "bob": {"max_running": 1}},
         "conditions": [{"kinds": ["ocr", "size"], "pixels_over": 10, "pixels_up_to": 20, "between": "22:00-06:00",
                         "waited_over": 1.5, "factor": 0.5}]}
        """

    @Test func `What is said of a user counts before the tier, and that before everyone`() throws {
        let rules = try Self.rules(Self.full)
        let ann = rules.terms(of: try #require(UserName("ann")))
        #expect(
            ann
                == UserTerms(
                    weight: 2, maximumRunning: 3, maximumWaiting: 50, processorSecondsPerDay: 60,
                    pixelsPerDay: 1000))
        #expect(rules.terms(of: try #require(UserName("bob"))).maximumRunning == 1)
        #expect(rules.terms(of: .guest) == UserTerms(maximumRunning: 3, pixelsPerDay: 1000))
        #expect(rules.haveQuotas)
    }

    @Test func `The document of rules makes the same rules`() throws {
        let rules = try Self.rules(Self.full)
        #expect(try Self.rules(rules.text) == rules)
        #expect(Rules().text == "{}")
        #expect(try Self.rules("{}") == Rules())
    }

    @Test(arguments: ["0", "-1", "0.09", "10.1", "1e300", "\"NaN\"", "\"1\"", "null", "true", "[]"])
    func `A weight that is none is refused`(weight: String) {
        #expect(Self.faults("{\"everyone\": {\"weight\": \(weight)}}") == ["/everyone/weight"])
        #expect(
            Self.faults("{\"users\": {\"a\": {\"weight\": \(weight)}}}") == ["/users/a/weight"])
        #expect(
            Self.faults("{\"conditions\": [{\"factor\": \(weight)}]}").first == "/conditions/0/factor")
    }

    @Test(arguments: [
        "", "{", "NaN", "{\"everyone\": {\"weight\": NaN}}", "{\"everyone\": {\"weight\": 1e999}}",
    ])
    func `What is no JSON is refused`(text: String) {
        #expect(Self.faults(text) == [""])
    }

    @Test(arguments: ["[]", "4", "null", "\"rules\""]) func `What is no object is refused`(text: String) {
        #expect(Self.faults(text) == [""])
    }

    @Test func `All faults are named at once, each with its place`() {
        let text = """
            {"tier": {}, "everyone": {"max_running": 0, "colour": 1},
             "tiers": {"a/b~c": {"weight": 99}},
             "users": {"no name": {}, "ann": {"tier": "free", "max_waiting": 1.5}, "bob": 3},
             "conditions": [{"kinds": ["photo"], "factor": 1}, {"between": "24:00-06:00", "factor": 1},
                            {"pixels_over": -1}, {"waited_over": 1e9, "factor": 1}, {"kinds": [], "factor": 1}]}
            """
        #expect(
            Self.faults(text) == [
                "/conditions/0/kinds", "/conditions/1/between", "/conditions/2/factor",
                "/conditions/2/pixels_over", "/conditions/3/waited_over", "/conditions/4/kinds",
                "/everyone/colour", "/everyone/max_running", "/tier", "/tiers/a~1b~0c",
                "/tiers/a~1b~0c/weight",
                "/users/ann/max_waiting", "/users/ann/tier", "/users/bob", "/users/no name",
            ])
    }

    @Test func `Names with control characters, path separators or 10 KB are refused, and named in brief`()
        throws
    {
        for name in ["a\\u0007b", "../../etc", String(repeating: "x", count: 10_000), ""] {
            let error = #expect(throws: RulesError.self) { try Self.rules("{\"users\": {\"\(name)\": {}}}") }
            let error1 = try #require(error)
            #expect(error1.faults.count == 1)
            #expect(error1.description.utf8.count < 300)
            #expect(error1.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test func `A document that is too long, and a list that is too long, are refused`() {
        #expect(Self.faults(String(repeating: " ", count: Rules.maximumBytes) + "{}") == [""])
        let conditions = Array(repeating: "{\"factor\": 2}", count: 33).joined(separator: ",")
        #expect(Self.faults("{\"conditions\": [\(conditions)]}") == ["/conditions"])
    }

    @Test func `Of very many faults some are named and the others counted`() throws {
        let users = (0..<200).map { "\"user\($0)\": {\"weight\": 0}" }.joined(separator: ",")
        let error = #expect(throws: RulesError.self) { try Self.rules("{\"users\": {\(users)}}") }
        #expect(try #require(error).description.hasSuffix("150 more faults."))
    }

    @Test func `A job's factor is the product of those that meet it, and leads no further than the range`()
        throws
    {
        let rules = try Self.rules(
            """
            {"conditions": [{"kinds": ["ocr"], "factor": 5}, {"pixels_over": 100, "factor": 4},
                            {"waited_over": 60, "factor": 0.5}, {"between": "23:00-01:00", "factor": 0.1}]}
            """)
        func factor(
            _ kind: JobKind, pixels: Int = 0, waited: Double = 0, minute: Int64 = 720, weight: Double = 1
        ) -> Double {
            rules.factor(
                of: JobCondition.Circumstances(
                    kind: kind, pixels: pixels, waited: waited,
                    now: Timestamp(milliseconds: minute * 60_000)),
                weight: Weight(weight) ?? .normal)
        }
        #expect(factor(.size) == 1)
        #expect(factor(.ocr) == 5)
        #expect(factor(.ocr, pixels: 101) == 10)
        #expect(factor(.ocr, pixels: 100, waited: 61) == 2.5)
        #expect(factor(.ocr, weight: 4) == 2.5)
        #expect(factor(.size, minute: 1380) == 0.1)
        #expect(factor(.size, minute: 59) == 0.1)
        #expect(factor(.size, minute: 60) == 1)
        #expect(factor(.size, minute: 30, weight: 0.2) == 0.5)
    }

    @Test(arguments: [
        "", "22:00", "22:00-22:00", "2:00-03:00", "22:60-23:00", "24:00-01:00", "22:00-06:00-", "+2:00-03:00",
        "aa:bb-cc:dd",
    ])
    func `What is no part of a day is none`(text: String) {
        #expect(DayHours(text) == nil)
    }
}
