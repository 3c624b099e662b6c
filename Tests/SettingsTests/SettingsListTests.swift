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

    @Test func `a variable has no effect, it is listed so, without its value`() throws {
        let loaded = try LoadedSettings(environment: ["SECRET_KEY": "hidden"], workingFolder: "/srv")
        let text = SettingsList(loaded).text
        #expect(text.contains("\nSECRET_KEY\n    May be set and has no effect"))
        #expect(SettingsList.markdown.contains("| `SECRET_KEY` | May be set and has no effect"))
        #expect(!text.contains("hidden"))
        let names = Set(Setting.all.flatMap(\.names))
        #expect(names.isDisjoint(with: Setting.withoutEffect.map(\.name)))
    }

    @Test func `a secret is set, the list says so and no more`() throws {
        let loaded = try LoadedSettings(environment: ["UNSPLASH_ACCESS_KEY": "hush"], workingFolder: "/srv")
        let text = SettingsList(loaded).text
        #expect(text.contains("PLATEN_UNSPLASH_ACCESS_KEY=(set)  [UNSPLASH_ACCESS_KEY]"))
        #expect(!text.contains("hush"))
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
