@testable import Launching
import Testing

@Suite struct NginxLimitsTests {
    @Test(arguments: [
        (1_048_576, 1, 65_536), (65_536, 2, 65_536), (20_000, 2, 20_000), (1024, 4, 1024),
        (1_048_576, 8, 16_384), (1_048_576, 64, 8192),
    ])
    func `A worker opens what is useful, and no more than it may`(
        hardLimit: Int, workers: Int, openFiles: Int
    ) {
        let limits = NginxLimits(hardLimit: hardLimit, workers: workers)
        #expect(limits.openFiles == openFiles)
        #expect(limits.connections < openFiles && limits.connections >= openFiles / 2)
    }

    @Test func `The folder of modules is read from what nginx says of itself`() {
        let words: [Substring] = ["--prefix=/usr", "--modules-path=/usr/lib/nginx/modules\n", "--with-x"]
        #expect(
            words.compactMap { NginxModules.value(of: "--modules-path", in: $0) } == [
                "/usr/lib/nginx/modules"
            ])
    }
}
