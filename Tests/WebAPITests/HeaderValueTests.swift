import Testing

@testable import WebAPI

@Suite("Header value")
struct HeaderValueTests {
    @Test("value and parameter names are in lower case, parameter values as sent")
    func cases() {
        let value = HeaderValue(" Form-Data ; NAME = \"Image\" ;filename=A.PNG")
        #expect(value.value == "form-data")
        #expect(value.parameters["filename"] == "A.PNG")
    }

    @Test(
        "quoted values keep what they quote",
        arguments: [
            (#"a; x="b;c=d""#, "b;c=d"), (#"a; x="say \"hi\"""#, #"say "hi""#),
            (#"a; x="C:\dir\f.png""#, #"C:\dir\f.png"#),
            (#"a; x="never closed"#, "never closed"), (#"a; x="back\\slash""#, #"back\slash"#),
            (#"a; x="""#, ""),
        ])
    func quoted(text: String, expected: String) {
        #expect(HeaderValue(text).parameters["x"] == expected)
    }

    @Test("nonsense gives no parameters", arguments: ["", ";", ";;;", "a;b", "a; ; c", "=", "a;;=x"])
    func nonsense(text: String) {
        #expect(HeaderValue(text).parameters.filter { !$0.key.isEmpty } == [:])
    }

    @Test("of two parameters with one name the first counts")
    func twice() {
        #expect(HeaderValue("a; x=1; x=2").parameters == ["x": "1"])
    }
}
