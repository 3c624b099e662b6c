/// What the results of several inputs are to be called in one folder, so that none meets another's.
package enum ResultNames {
    /// A name for each of `paths`, in their order: that of the file without its ending; with it where several files
    /// would share the name; with a number where even that is shared. Names are compared without regard to case, as
    /// some disks do.
    package static func bases(of paths: [String]) -> [String] {
        let names = paths.map { path in
            path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? "image"
        }
        let uses = Dictionary(names.map { (stem(of: $0).lowercased(), 1) }, uniquingKeysWith: +)
        var taken: Set<String> = []
        return names.map { name in
            let stem = stem(of: name)
            return unique(uses[stem.lowercased()] == 1 ? stem : name, &taken)
        }
    }

    private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate.lowercased()).inserted {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }

    /// Without the last ending; a name that begins with its only dot has none.
    static func stem(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// What the result `file` of the input called `base` is called: `text.txt` becomes `base.txt`, any other keeps its
    /// own name behind the base's.
    static func name(of file: String, base: String) -> String {
        file == "text.txt" ? "\(base).txt" : "\(base).\(file)"
    }

    /// The base for a job of which only the service's words are known: they lead to no other folder.
    static func base(of job: RemoteJob) -> String {
        let name =
            (job.fileName ?? "").split(separator: "/").last.map { stem(of: String($0)).onOneLine } ?? ""
        return name.isEmpty || name.hasPrefix(".") ? job.id : name
    }
}
