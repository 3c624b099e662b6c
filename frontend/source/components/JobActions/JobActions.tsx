import { useCallback } from "react";
import type { JobDocument } from "../../api/documents";
import { useActions } from "../../hooks/useActions";
import { useShortcuts } from "../../hooks/useShortcuts";
import { Wish, wishesFor } from "../../jobs/wishes";
import { shortcuts } from "../../keyboard/shortcuts";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import "./JobActions.css";

/** The buttons for what can be done to a job. A deleted job is left for the list at `back`. */
export function JobActions({ job, back, onChange }: { job: JobDocument; back: string; onChange: () => void }) {
    const onDone = useCallback((wish: Wish) => {
        if (wish === "remove") window.location.hash = back;
        else onChange();
    }, [back, onChange]);
    const { isUnderWay, problem, fulfil } = useActions(onDone);
    const wish = (one: Wish) => wishesFor(job).includes(one) && fulfil([job], one);
    useShortcuts({
        [shortcuts.retry]: () => wish("retry"), [shortcuts.cancel]: () => wish("cancel"), [shortcuts.remove]: () => wish("remove"),
    });

    return (
        <>
            <div className="job-actions">
                {wishesFor(job).map((one) => (
                    <Button key={one} disabled={isUnderWay} data-testid={one} onClick={() => fulfil([job], one)}>{texts.wishes[one]}</Button>
                ))}
            </div>
            {problem && <ProblemNote detail={problem.detail} code={problem.code} />}
        </>
    );
}
