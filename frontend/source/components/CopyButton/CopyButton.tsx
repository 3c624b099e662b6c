import type { RefObject } from "react";
import { useCopy } from "../../hooks/useCopy";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";

interface Properties {
    text: string;
    look?: "primary" | "secondary";
    title?: string;
    testID?: string;
    /** For those who press it from elsewhere. */
    button?: RefObject<HTMLButtonElement>;
}

/** Copies `text` and says for a moment that it did. */
export function CopyButton({ text, look = "primary", title, testID = "copy", button }: Properties) {
    const { outcome, copy } = useCopy();
    return (
        <>
            <Button look={look} onClick={() => copy(text)} data-testid={testID} buttonRef={button}>
                <Icon name={outcome === "copied" ? "check" : outcome === "refused" ? "cross" : "copy"} />
                {outcome === "copied" ? texts.actions.copied : outcome === "refused" ? texts.actions.notAllowed : title ?? texts.actions.copy}
            </Button>
            <span role="status" className="visually-hidden">{outcome === "copied" ? texts.notices.copied : ""}</span>
        </>
    );
}
