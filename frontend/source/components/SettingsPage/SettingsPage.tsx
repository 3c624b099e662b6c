import { useEffect } from "react";
import type { SessionDocument } from "../../api/documents";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import type { Language, Theme } from "../../preferences/Preferences";
import { prefer, preferencesStore } from "../../preferences/preferencesStore";
import { texts } from "../../texts/texts";
import { Keys } from "./Keys";
import { PasswordForm } from "./PasswordForm";
import "./SettingsPage.css";

const themes: readonly Theme[] = ["system", "light", "dark"];

/** What a person may set: the look of the page, and with accounts their own password and keys. */
export function SettingsPage({ session }: { session: SessionDocument }) {
    const { notifier } = usePage();
    const { theme, language } = useStore(preferencesStore);
    useEffect(() => notifier.setHeading(`${texts.views.settings} – Platen`), [notifier]);
    return (
        <main className="settings-page page-width" data-testid="settings-page">
            <h1>{texts.views.settings}</h1>
            <section className="card settings-section" aria-label={texts.settings.look}>
                <h2>{texts.settings.look}</h2>
                <label className="setting">
                    <span>{texts.settings.theme}</span>
                    <select data-testid="theme" value={theme} onChange={(event) => prefer({ theme: event.target.value as Theme })}>
                        {themes.map((one) => <option key={one} value={one}>{texts.settings.themes[one]}</option>)}
                    </select>
                </label>
                <label className="setting">
                    <span>{texts.settings.language}</span>
                    <select data-testid="language" value={language ?? ""} onChange={(event) => setLanguage(event.target.value)}>
                        <option value="">{texts.settings.ofBrowser}</option>
                        <option value="en" lang="en">English</option>
                        <option value="de" lang="de">Deutsch</option>
                    </select>
                </label>
            </section>
            {session.auth === "required" && <PasswordForm user={session.user} />}
            {session.auth === "required" && <Keys />}
        </main>
    );
}

function setLanguage(value: string): void {
    const { language: _, ...rest } = preferencesStore.value;
    preferencesStore.set(rest);
    prefer(value === "" ? {} : { language: value as Language });
}
