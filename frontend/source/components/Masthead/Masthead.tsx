import type { SessionDocument } from "../../api/documents";
import { listHash, machineHash, Route, settingsHash } from "../../routes";
import { texts } from "../../texts/texts";
import { usePage } from "../../hooks/usePage";
import { Button } from "../Button/Button";
import { Icon, IconName } from "../Icon/Icon";
import "./Masthead.css";

interface Properties {
    session: SessionDocument;
    view: Route["view"];
    onShortcuts(): void;
}

export function Masthead({ session, view, onShortcuts }: Properties) {
    const { account, removals } = usePage();
    // What waits to be deleted is deleted while that is still allowed.
    const signOut = () => void removals.finish().then(() => account.signOut());
    return (
        <header className="masthead page-width">
            <Mark />
            <nav aria-label={texts.views.navigation}>
                {session.role === "admin" && <Place hash={machineHash} icon="machine" title={texts.views.machine} isHere={view === "machine"} />}
                <Place hash={settingsHash} icon="settings" title={texts.views.settings} isHere={view === "settings"} />
                <Button look="quiet" className="masthead-keys" data-testid="keys" aria-label={texts.shortcuts.title} title={texts.shortcuts.title} onClick={onShortcuts}>
                    <kbd>?</kbd>
                </Button>
                {session.auth === "required" && (
                    <Button look="quiet" data-testid="sign-out" onClick={signOut}>{texts.session.signOut}</Button>
                )}
            </nav>
        </header>
    );
}

export function Mark() {
    return (
        <a href={listHash} className="mark">
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <rect x="5.5" y="3.5" width="13" height="17" rx="2.5" />
                <path d="M2 12h20" />
            </svg>
            Platen
        </a>
    );
}

function Place({ hash, icon, title, isHere }: { hash: string; icon: IconName; title: string; isHere: boolean }) {
    return (
        <a href={hash} className="button quiet" aria-current={isHere ? "page" : undefined}>
            <Icon name={icon} /><span className="masthead-title">{title}</span>
        </a>
    );
}
