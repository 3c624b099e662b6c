import { useCallback } from "react";
import type { JobDocument } from "../../api/documents";
import { useActions } from "../../hooks/useActions";
import { useArchive } from "../../hooks/useArchive";
import { Wish, wishesFor } from "../../jobs/wishes";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import "./BulkBar.css";

const wishes: readonly Wish[] = ["cancel", "retry", "remove"];

/** What can be done to all selected jobs at once. */
export function BulkBar({ jobs, onClear }: { jobs: readonly JobDocument[]; onClear: () => void }) {
    const onDone = useCallback(() => onClear(), [onClear]);
    const { isUnderWay, problem, fulfil } = useActions(onDone);
    const archive = useArchive();
    const hasFiles = jobs.some((job) => job.files.length > 0);
    const trouble = problem ?? archive.problem;
    return (
        <div className="bulk-bar" role="toolbar" aria-label={texts.list.selected(jobs.length)} data-testid="bulk-bar">
            <span className="bulk-count" role="status">
                {trouble ? trouble.detail : archive.done === undefined ? texts.list.selected(jobs.length) : texts.list.packing(archive.done, jobs.length)}
            </span>
            {hasFiles && (
                <>
                    <Button data-testid="download-text" disabled={archive.done !== undefined} onClick={() => archive.text(jobs)}>
                        <Icon name="download" />{texts.list.asText}
                    </Button>
                    <Button data-testid="download-zip" disabled={archive.done !== undefined} onClick={() => archive.zip(jobs)}>
                        <Icon name="download" />{texts.list.asZip}
                    </Button>
                </>
            )}
            {wishes.filter((wish) => jobs.some((job) => wishesFor(job).includes(wish))).map((wish) => (
                <Button key={wish} data-testid={`bulk-${wish}`} disabled={isUnderWay} onClick={() => fulfil(jobs, wish)}>{texts.wishes[wish]}</Button>
            ))}
            <Button look="quiet" aria-label={texts.list.clear} title={texts.list.clear} onClick={onClear}><Icon name="cross" /></Button>
        </div>
    );
}
