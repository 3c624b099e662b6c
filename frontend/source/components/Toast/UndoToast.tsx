import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import "./UndoToast.css";

/** Says what was deleted, and takes it back. */
export function UndoToast() {
    const { removals } = usePage();
    const pending = useStore(removals.pending);
    return (
        <div role="status" className="toast-place">
            {pending && (
                <div className="toast" data-testid="toast">
                    <p>{texts.notices.deleted(pending.ids.length)}</p>
                    <Button look="quiet" data-testid="undo" onClick={() => removals.undo()}>{texts.actions.undo}</Button>
                </div>
            )}
        </div>
    );
}
