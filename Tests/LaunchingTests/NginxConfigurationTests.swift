@testable import Launching
import Testing

@Suite struct NginxConfigurationTests {
    private let configuration = NginxConfiguration(values: [
        "RUN": "/d/run", "MAX_BODY_BYTES": "5", "EMPTY": "",
    ])

    @Test func `names stand in the template, values take their place`() throws {
        let text = try configuration.render(
            "pid \"@RUN@/nginx.pid\";\nsize @MAX_BODY_BYTES@ @RUN@;\n@EMPTY@\n")
        #expect(text == "pid \"/d/run/nginx.pid\";\nsize 5 /d/run;\n\n")
    }

    @Test func `comments and named locations have at signs, they stay`() throws {
        let template = "  # @UNKNOWN@ explained\nerror_page 404 = @missing;\nlocation @missing { }"
        #expect(try configuration.render(template) == template)
    }

    @Test func `names without a value, all are reported`() {
        let error = #expect(throws: LaunchError.self) { try configuration.render("@A@ @RUN@\n@B_C@") }
        #expect(error?.description.contains("A, B_C") == true)
    }
}
