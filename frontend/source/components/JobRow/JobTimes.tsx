import type { JobDocument, QueueEntryDocument } from "../../api/documents";
import { useNow } from "../../hooks/useNow";
import { stageTitle } from "../../jobs/stages";
import { isUnfinished } from "../../jobs/states";
import { clockText, durationText } from "../../jobs/units";
import { texts } from "../../texts/texts";

/** Where the job stands in time: it goes on while one looks. `at` is when the page learned of the job as it is. */
export function JobTimes({ job, place, at }: { job: JobDocument; place: QueueEntryDocument | undefined; at: number }) {
    const elapsed = Math.max(0, useNow(isUnfinished(job)) - at);
    const waited = texts.times.waited(durationText(job.waited_ms + (job.state === "pending" ? elapsed : 0)));
    switch (job.state) {
        case "scheduled": return <>{job.due_at === undefined ? waited : texts.times.beginsAt(clockText(job.due_at))}</>;
        case "pending": return <><Place place={place} /> {waited}</>;
        case "processing": return <><span data-testid="stage">{stageTitle(job.stage ?? "starting")}</span> · {durationText(job.spent_ms + elapsed)}</>;
        default: return <>{waited} · {texts.times.spent(durationText(job.spent_ms))}</>;
    }
}

function Place({ place }: { place: QueueEntryDocument | undefined }) {
    const { position, predicted_start: start } = place ?? {};
    if (position === undefined && start === undefined) return null;
    return (
        <span data-testid="place">
            {position !== undefined && `${texts.times.position(position)} ·`}
            {start !== undefined && ` ${texts.times.about(clockText(start))} ·`}
        </span>
    );
}
