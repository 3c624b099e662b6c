import Jobs
import Testing

@Suite struct IPAddressTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.9",
        "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.7", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd12::1",
        "fe80::1", "fec0::1", "ff02::1",
    ])
    func whatLeadsToThisMachineItsNetworkOrNobodyIsNotPublic(text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
        "192.167.0.1",
        "223.255.255.255", "::ffff:8.8.8.8", "2600::1", "2a00:1450:4001:800::200e",
    ])
    func hostsOnTheInternetArePublic(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(arguments: [
        "", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "1.2.3.4.5", "fe80::1%eth0", "1:2", "[::1]",
    ])
    func otherNotationsAreNoAddress(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func anAddressMappedIntoIPv6IsTheIPv4Address() {
        #expect(IPAddress("::ffff:192.0.2.1") == IPAddress("192.0.2.1"))
        #expect(IPAddress("::ffff:192.0.2.1")?.description == "192.0.2.1")
    }

    @Test func rangesContainWhatSharesTheirPrefix() throws {
        let ranges = try #require(AddressRanges("127.0.0.0/8, 10.1.2.3,fd00::/7"))
        for text in ["127.0.0.1", "127.255.255.255", "10.1.2.3", "fd12::1", "fc00::1", "::ffff:127.0.0.1"] {
            #expect(ranges.contains(try #require(IPAddress(text))), "\(text)")
        }
        for text in ["126.0.0.1", "128.0.0.1", "10.1.2.4", "fe00::1", "::1"] {
            #expect(!ranges.contains(try #require(IPAddress(text))), "\(text)")
        }
    }

    @Test(arguments: [
        "x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8,", "::/129", "10.0.0.0/8/8",
    ])
    func whatIsNoRangeIsRefused(text: String) {
        #expect(AddressRanges(text) == nil)
    }

    @Test func noTextIsNoRange() throws {
        #expect(AddressRanges("") == AddressRanges.none)
    }
}
