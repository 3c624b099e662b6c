import { useCopy } from "../../hooks/useCopy";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";

const words = { copied: "Copied", refused: "Not allowed" } as const;

/** Copies `text` and says for a moment that it did. */
export function CopyButton({ text }: { text: string }) {
    const { outcome, copy } = useCopy();
    return (
        <>
            <Button look="primary" onClick={() => copy(text)} data-testid="copy">
                <Icon name={outcome === "copied" ? "check" : outcome === "refused" ? "cross" : "copy"} />
                {outcome ? words[outcome] : "Copy"}
            </Button>
            <span role="status" className="visually-hidden">{outcome === "copied" ? "Text copied." : ""}</span>
        </>
    );
}
