import { shortcuts, ShortcutName } from "../../keyboard/shortcuts";
import { texts } from "../../texts/texts";
import { Dialog } from "../Dialog/Dialog";
import "./ShortcutSheet.css";

/** Every key and what it does. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
    return (
        <Dialog title={texts.shortcuts.title} onClose={onClose}>
            <dl className="shortcut-sheet">
                {(Object.keys(shortcuts) as ShortcutName[]).map((name) => (
                    <div key={name}>
                        <dt>{texts.shortcuts[name]}</dt>
                        <dd><kbd>{shortcuts[name] === "Escape" ? "Esc" : shortcuts[name]}</kbd></dd>
                    </div>
                ))}
            </dl>
        </Dialog>
    );
}
