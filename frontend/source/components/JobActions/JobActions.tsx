import { useCallback } from "react";
import type { JobDocument } from "../../api/documents";
import { useWishes } from "../../hooks/useWishes";
import { Wish, wishesFor } from "../../jobs/wishes";
import { listHash } from "../../routes";
import { Button } from "../Button/Button";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import "./JobActions.css";

const titles: Record<Wish, string> = { cancel: "Cancel", retry: "Try again", remove: "Delete" };

/** The buttons for what can be done to a job. A deleted job is left for the list. */
export function JobActions({ job, onChange }: { job: JobDocument; onChange: () => void }) {
    const onDone = useCallback((wish: Wish | undefined) => {
        if (wish === "remove") window.location.hash = listHash;
        else onChange();
    }, [onChange]);
    const { isUnderWay, problem, fulfil } = useWishes(onDone);

    return (
        <>
            <div className="job-actions">
                {wishesFor(job).map((wish) => (
                    <Button key={wish} disabled={isUnderWay} data-testid={wish} onClick={() => fulfil(job.id, wish)}>
                        {titles[wish]}
                    </Button>
                ))}
            </div>
            {problem && <ProblemNote detail={problem.detail} code={problem.code} />}
        </>
    );
}
