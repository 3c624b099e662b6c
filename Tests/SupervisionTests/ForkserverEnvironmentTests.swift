import Testing

@testable import Supervision

@Suite struct ForkserverEnvironmentTests {
    @Test func `What a processor needs passes, everything else stays behind`() {
        let environment = ForkserverEnvironment(of: [
            "PATH": "/bin", "LC_ALL": "C", "TESSDATA_PREFIX": "/models", "OMP_THREAD_LIMIT": "1",
            "PLATEN_TEST_CRASH_WIDTH": "13", "SECRET_KEY": "secret", "UNSPLASH_ACCESS_KEY": "secret",
            "PLATEN_DATA_DIR": "/data", "LD_PRELOAD": "/x.so", "HOME": "/root", "path": "x", "XLC_ALL": "x",
        ])
        #expect(
            environment.variables == [
                "LC_ALL=C", "OMP_THREAD_LIMIT=1", "PATH=/bin", "PLATEN_TEST_CRASH_WIDTH=13",
                "TESSDATA_PREFIX=/models",
            ])
    }
}
