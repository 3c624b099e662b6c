import Jobs
import Testing

@Suite struct ServiceSettingsTests {
    /// The paths and their hashes are test vectors of FNV-1a with 64 bits.
    @Test(
        arguments: [
            ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
        ])
    func theInstanceIsTheHashOfTheDataFolder(folder: String, instance: String) {
        #expect(ServiceSettings(dataFolder: folder, assetsFolder: "/assets").instance == instance)
    }

    @Test func theInstanceHasSixteenDigitsWhateverTheHash() {
        for number in 0..<500 {
            let instance = ServiceSettings(dataFolder: "/data/\(number)", assetsFolder: "").instance
            #expect(instance.count == 16 && instance.allSatisfy { $0.isHexDigit })
        }
    }

    @Test func everythingLiesInTheDataFolder() {
        let settings = ServiceSettings(dataFolder: "/data", assetsFolder: "/assets")
        let paths = [
            settings.storePath, settings.spoolFolder, settings.runFolder, settings.doorbellPath,
            settings.supervisorLockPath, settings.ticketLockPath, settings.responderSocketPath,
        ]
        #expect(paths.allSatisfy { $0.hasPrefix("/data/") })
        #expect(Set(paths).count == paths.count)
    }

    @Test func theRingHasAPowerOfTwoSlots() {
        let slots = ServiceSettings(dataFolder: "", assetsFolder: "").ringSlots
        #expect(slots > 0 && slots & (slots - 1) == 0)
    }
}
