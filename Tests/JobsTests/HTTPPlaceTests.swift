import Jobs
import Testing

@Suite struct HTTPPlaceTests {
    @Test(arguments: [
        ("http://example.org", false, "example.org", 80),
        ("https://example.org/a?b=c&d=://", true, "example.org", 443),
        ("HTTPS://Example.ORG:8443?x", true, "example.org", 8443),
        ("http://127.0.0.1:80/", false, "127.0.0.1", 80),
        ("http://[2001:db8::1]/", false, "2001:db8::1", 80),
        ("http://[::1]:9/", false, "::1", 9),
        ("http://a_b-c.internal/", false, "a_b-c.internal", 80),
    ])
    func hostAndPortAreThoseThatEverybodyFinds(url: String, isSecure: Bool, host: String, port: Int) throws {
        let place = try #require(HTTPPlace(url))
        #expect(place.isSecure == isSecure)
        #expect(place.host == host)
        #expect(place.port == port)
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org/", "http://", "http:///path", "http://user@example.org/",
        "http://user:pw@example.org/", "http://example.org#fragment", "http://exa mple.org/",
        "http://example.org:0/",
        "http://example.org:65536/", "http://example.org:/", "http://example.org:8x/", "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.0.0.1./", "http://[::1/",
        "http://::1/",
        "http://[127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://exämple.org/", "http://ex%61mple.org/",
        "http://example.org\\@evil.org/", "http://a..b/", "http://a/\u{7F}", "http://1.2.3/",
    ])
    func whatCouldLeadElsewhereIsRefused(url: String) {
        #expect(HTTPPlace(url) == nil)
    }
}
