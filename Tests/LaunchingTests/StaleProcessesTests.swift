import Foundation
import Glibc
import TestSupport
import Testing

@testable import Launching

@Suite struct StaleProcessesTests {
    /// A process that runs in `folder` under the name of a program of the service.
    private func responder(in folder: String) throws -> Process {
        let program = "\(folder)/platen-responder"
        try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: "/bin/sleep")
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["600"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = URL(filePath: folder)
        try process.run()
        return process
    }

    @Test func `A process left behind is found and ended, also where the folder is named through a link`()
        throws
    {
        try withTemporaryFolder { folder in
            for name in ["run", "other"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
            }
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/link", withDestinationPath: "\(folder)/run")
            let (left, neighbour) = (
                try responder(in: "\(folder)/run"), try responder(in: "\(folder)/other")
            )
            defer {
                for process in [left, neighbour] where process.isRunning {
                    kill(process.processIdentifier, SIGKILL)
                    process.waitUntilExit()
                }
            }
            let stale = StaleProcesses(runFolder: "\(folder)/link")
            #expect(stale.find() == [left.processIdentifier])
            let worker = StaleProcesses(runFolder: "\(folder)/run", programs: Scope.worker.ownPrograms)
            #expect(worker.end() == 0)
            #expect(stale.end() == 1)
            left.waitUntilExit()
            #expect(left.terminationReason == .uncaughtSignal)
            #expect(neighbour.isRunning)
            #expect(stale.find().isEmpty)
        }
    }

    @Test func `A folder that does not exist has no processes`() {
        #expect(StaleProcesses(runFolder: "/nowhere/at/all").find().isEmpty)
    }
}
