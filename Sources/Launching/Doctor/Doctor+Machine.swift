internal import CPlatform
internal import Foundation
internal import Glibc
internal import Jobs
internal import Spool

/// Disk, shared memory and descriptors.
extension Doctor {
    func machineFindings() -> [Finding] {
        var findings = folder("data folder", settings.dataFolder, "PLATEN_DATA_DIR")
        if !settings.keepsSpoolInside {
            findings += folder("spool", settings.spoolFolder, "PLATEN_SPOOL_DIR")
        }
        findings.append(sharedMemory)
        return scope.listens ? findings + openFilesFindings() : findings
    }

    func openFilesFindings() -> [Finding] { [openFiles] }

    private func folder(_ subject: String, _ path: String, _ variable: String) -> [Finding] {
        let place = Self.existing(path)
        guard unsafe access(place, R_OK | W_OK | X_OK) == 0 else {
            let reason = SystemError.text(errno)
            return [
                .bad(
                    subject,
                    "\(place) cannot be written to (\(reason)). Give it to this user, or set \(variable).")
            ]
        }
        return [room(subject, path, at: place)] + kind(subject, place, variable)
    }

    /// The folder, or the nearest one above it that there is.
    private static func existing(_ path: String) -> String {
        var place = URL(filePath: path)
        while !FileManager.default.fileExists(atPath: place.path) { place.deleteLastPathComponent() }
        return place.path
    }

    private func room(_ subject: String, _ path: String, at place: String) -> Finding {
        do throws(SpoolError) {
            let room = try Spool(folder: place).room()
            let reserve = room.reserve(atMost: settings.limits.diskReserveBytes)
            let free = "\(room.freeBytes >> 20) MB free, \(reserve >> 20) MB of them kept free"
            guard room.isShort(reserve: settings.limits.diskReserveBytes) || room.freeBytes == 0 else {
                return .good(subject, "\(path): \(free)")
            }
            return .bad(
                subject,
                "\(path): only \(free), so no job is taken. Make room, run `platen prune`, or set PLATEN_DISK_RESERVE_BYTES "
                    + "lower.")
        } catch {
            return .bad(subject, "\(path): \(error)")
        }
    }

    /// File systems on which the store would not be safe.
    private func kind(_ subject: String, _ place: String, _ variable: String) -> [Finding] {
        switch Int(unsafe platform_volume_kind(place)) {
        case PLATFORM_VOLUME_MEMORY:
            [
                .poor(
                    subject,
                    "\(place) is memory: what is in it is gone with the power. Set \(variable) to a folder of a disk."
                )
            ]
        case PLATFORM_VOLUME_REMOTE:
            [
                .poor(
                    subject,
                    "\(place) is on another machine, where locks and synchronising may not hold. Set \(variable) to a "
                        + "disk of this one.")
            ]
        default: []
        }
    }

    private var sharedMemory: Finding {
        var status = statvfs()
        guard unsafe statvfs("/dev/shm", &status) == 0 else {
            return .bad("shared memory", "/dev/shm: \(SystemError.text(errno)). Mount a tmpfs there.")
        }
        let free = Int64(clamping: status.f_bavail) * Int64(clamping: status.f_frsize)
        guard free >= Self.segmentBytes else {
            return .bad(
                "shared memory",
                "/dev/shm has \(free >> 20) MB free, the service needs \(Self.segmentBytes >> 20). Remove what is in it, or "
                    + "mount it larger.")
        }
        return .good("shared memory", "/dev/shm: \(free >> 20) MB free")
    }

    /// More than the two segments take at the largest settings.
    private static let segmentBytes: Int64 = 8 << 20

    private var openFiles: Finding {
        let limits = NginxLimits(connections: settings.workerConnections)
        guard limits.connections < settings.workerConnections else {
            return .good("open files", "room for \(limits.connections) connections in each worker of nginx")
        }
        return .poor(
            "open files",
            "the limit leaves each worker of nginx \(limits.connections) of the \(settings.workerConnections) connections "
                + "that are set. Raise it: ulimit -Hn \(settings.workerConnections * 5 / 4).")
    }
}
