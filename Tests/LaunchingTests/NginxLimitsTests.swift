@testable import Launching
import Testing

@Suite struct NginxLimitsTests {
    @Test(arguments: [
        (4096, 1_048_576, 5120, 4096), (65_536, 1_048_576, 81_920, 65_536), (65_536, 20_000, 20_000, 16_000),
        (4096, 1024, 1024, 819), (64, 1_048_576, 80, 64), (4096, 0, 64, 51),
    ])
    func `A worker has the connections that were asked for, or those that it may open`(
        wished: Int, hardLimit: Int, openFiles: Int, connections: Int
    ) {
        let limits = NginxLimits(connections: wished, hardLimit: hardLimit)
        #expect(limits.openFiles == openFiles)
        #expect(limits.connections == connections)
    }

    @Test func `The folder of modules is read from what nginx says of itself`() {
        let words: [Substring] = ["--prefix=/usr", "--modules-path=/usr/lib/nginx/modules\n", "--with-x"]
        #expect(
            words.compactMap { NginxModules.value(of: "--modules-path", in: $0) } == [
                "/usr/lib/nginx/modules"
            ])
    }
}
