import Settings
import Testing

@Suite struct SettingsListTests {
    @Test func `the list names every setting, its value and where it came from`() throws {
        let loaded = try LoadedSettings(environment: ["PORT": "9000"], workingFolder: "/srv")
        let text = SettingsList(loaded).text
        for setting in Setting.all {
            #expect(text.contains("\(setting.name)=\(setting.shownText(in: loaded.settings))  ["))
            #expect(text.contains(setting.summary))
        }
        #expect(text.contains("PLATEN_PORT=9000  [PORT]"))
        #expect(text.contains("PLATEN_LISTEN=127.0.0.1  [default]"))
        #expect(text.contains("(also WORKER_COUNT)"))
        #expect(text.contains("(also UPLOAD_FOLDER)"))
    }

    @Test func `a secret is set, the list says so and does not show it`() throws {
        let loaded = try LoadedSettings(environment: ["SECRET_KEY": "hidden words"], workingFolder: "/srv")
        let text = SettingsList(loaded).text
        #expect(text.contains("PLATEN_SECRET_KEY=(set)  [SECRET_KEY]"))
        #expect(!text.contains("hidden"))
    }

    @Test func `the table tells defaults, but none that differs between machines`() {
        let rows = SettingsList.markdown.split(separator: "\n").map(String.init)
        #expect(rows.contains { $0.hasPrefix("| `PLATEN_PORT`, `PORT` | `8080` | ") })
        #expect(rows.contains { $0.hasPrefix("| `PLATEN_KEEP_DAYS` | `0` | ") })
        for name in ["`PLATEN_DATA_DIR`", "`PLATEN_PROCESSORS`, `WORKER_COUNT`", "`PLATEN_WEBHOOK`"] {
            #expect(rows.contains { $0.hasPrefix("| \(name) |  | ") })
        }
        #expect(rows.count == Setting.all.count + 2)
    }

    @Test func `names are declared twice nowhere`() {
        let names = Setting.all.flatMap(\.names)
        #expect(Set(names).count == names.count)
        #expect(Set(Setting.all.map(\.key)).count == Setting.all.count)
    }

    @Test func `a variable is misspelt, it is found; those of tests and of others are not`() {
        let environment = [
            "PLATEN_PROT": "1", "PLATEN_PORT": "1", "PLATEN_TEST_X": "", "PLATEN_URL": "", "PATH": "/bin",
        ]
        #expect(SettingsList.unknownVariables(in: environment) == ["PLATEN_PROT"])
    }
}
