internal import Glibc
internal import Jobs

/// The programs that the service is made of, and the page.
extension Doctor {
    func programFindings() -> [Finding] {
        guard scope.listens else { return [own] }
        let nginx = Nginx(
            settings: settings, listen: ListenAddress(address: settings.listenAddress, port: settings.port),
            environment: environment)
        let web = Finding.of("nginx") { () throws(LaunchError) in
            let path = try nginx.executable()
            return "\(try NginxModules(executable: path).version()) (\(path))"
        }
        guard web.verdict == .good else { return [own, web, page(nginx)] }
        let nchan = Finding.of("nchan") { () throws(LaunchError) in
            try NginxModules(executable: try nginx.executable()).nchan()
        }
        return [own, web, nchan, page(nginx)]
    }

    private func page(_ nginx: Nginx) -> Finding {
        Finding.of("page") { () throws(LaunchError) in
            try nginx.checkPage()
            return nginx.pageFolder
        }
    }

    private var own: Finding {
        Finding.of("programs") { () throws(LaunchError) in
            let path = try OwnProgram.path()
            for name in OwnProgram.parts where scope.programs.contains(name) {
                _ = try OwnProgram.sibling(name)
            }
            return "\(Version.text) (\(path) and its parts)"
        }
    }
}
