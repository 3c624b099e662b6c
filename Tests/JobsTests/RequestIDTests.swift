import Jobs
import Testing

@Suite struct RequestIDTests {
    @Test(arguments: [
        "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff",
        "00112233445566778899AABBCCDDEEFF",
    ])
    func `digits are read with the dashes of a UUID and without`(text: String) throws {
        let id = try #require(RequestID(text))
        #expect("\(id)" == "00112233445566778899aabbccddeeff")
        #expect(id.bytes.first == 0 && id.bytes.last == 0xFF && id.bytes.count == 16)
        #expect(RequestID(bytes: id.bytes.span) == id)
        #expect(try RequestID(wireBytes: id.wireBytes) == id)
    }

    @Test(arguments: [
        "", "-", "r1", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeeff0",
        "00112233445566778899aabbccddeef\n", "0011223344556677-8899-aabbccddeeff----",
        "g0112233445566778899aabbccddeeff", "001122334455-6677-8899-aabbccddeeff-",
    ])
    func `anything else is none`(text: String) {
        #expect(RequestID(text) == nil)
    }
}
