internal import Jobs

/// Where the service listens, and whether it runs.
extension Doctor {
    func networkFindings() -> [Finding] {
        let listen = ListenAddress(address: settings.listenAddress, port: settings.port)
        if let pid = RunLock.holder(of: RunFolder(settings: settings).lockPath) {
            return [service(pid, listen)]
        }
        let port = Finding.of("port") { () throws(LaunchError) in
            _ = try listen.claimed()
            return settings.port == 0 ? "any free one of \(settings.listenAddress)" : "\(listen.text) is free"
        }
        return [port, .good("service", "not running on this data folder; `platen up` starts it")]
    }

    /// Whether the part of the service runs, and is well.
    func partFindings() -> [Finding] {
        guard ScopeHealth(settings: settings, scope: scope).ask() == .healthy else {
            return [
                .poor(
                    "service",
                    "\(scope) does not run here, or is not well; `platen up --only \(scope)` starts it, and its log says more"
                )
            ]
        }
        return [.good("service", "\(scope) runs and is well")]
    }

    private func service(_ pid: String, _ listen: ListenAddress) -> Finding {
        guard settings.port != 0 else { return .good("service", "runs (process \(pid))") }
        return switch HealthProbe(listen).ask() {
        case .healthy: .good("service", "runs (process \(pid)) and answers at http://\(listen.text)")
        case .unwell(let parts):
            .bad(
                "service",
                "runs (process \(pid)), but not well: \(parts.joined(separator: ", ")). Its log says why.")
        case .none:
            .bad(
                "service",
                "runs (process \(pid)), but does not answer at http://\(listen.text). Was it started with other settings?"
            )
        }
    }
}
