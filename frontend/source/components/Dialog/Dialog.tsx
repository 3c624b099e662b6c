import { ReactNode, useEffect, useId, useRef } from "react";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import "./Dialog.css";

/** A window over the page, which the browser keeps the focus in; Escape and a click outside close it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
    const dialog = useRef<HTMLDialogElement>(null);
    const id = useId();
    useEffect(() => dialog.current?.showModal(), []);
    return (
        <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose} data-testid="dialog"
            onClick={(event) => event.target === dialog.current && onClose()}>
            <div className="dialog-content">
                <div className="dialog-head">
                    <h2 id={id}>{title}</h2>
                    <Button look="quiet" aria-label={texts.actions.close} onClick={onClose}><Icon name="cross" /></Button>
                </div>
                {children}
            </div>
        </dialog>
    );
}
