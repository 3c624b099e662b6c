import Foundation
import Jobs
import TestSupport
import Testing

@testable import Launching

@Suite struct SpoolClaimTests {
    private func settings(_ dataFolder: String, spool: String? = nil) -> ServiceSettings {
        var settings = ServiceSettings(dataFolder: dataFolder, assetsFolder: "/")
        if let spool { settings.spoolFolder = spool }
        return settings
    }

    @Test func `the spool is in the data folder, nothing is made`() throws {
        try withTemporaryFolder { folder in
            try SpoolClaim(settings: settings("\(folder)/data")).make()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test func `the spool is elsewhere, it is made and stays the service's own`() throws {
        try withTemporaryFolder { folder in
            let spool = "\(folder)/a/uploads"
            let claim = SpoolClaim(settings: settings("\(folder)/data", spool: spool))
            try claim.make()
            try claim.make()
            let owner = try String(contentsOfFile: "\(spool)/\(SpoolClaim.fileName)", encoding: .utf8)
            #expect(owner == "\(folder)/data\n")
        }
    }

    @Test func `the spool is another service's, it is refused and stays as it was`() throws {
        try withTemporaryFolder { folder in
            let spool = "\(folder)/uploads"
            try SpoolClaim(settings: settings("\(folder)/one", spool: spool)).make()
            let error = #expect(throws: LaunchError.self) {
                try SpoolClaim(settings: settings("\(folder)/two", spool: spool)).make()
            }
            #expect(error?.description.contains("the data folder \(folder)/one.") == true)
            try SpoolClaim(settings: settings("\(folder)/one", spool: spool)).make()
        }
    }

    @Test func `a file is where the spool should be, that is said`() throws {
        try withTemporaryFolder { folder in
            try Data().write(to: URL(filePath: "\(folder)/file"))
            let error = #expect(throws: LaunchError.self) {
                try SpoolClaim(settings: settings("\(folder)/data", spool: "\(folder)/file")).make()
            }
            #expect(error?.description.hasPrefix("The folder \(folder)/file cannot be used") == true)
        }
    }
}
