import { useCallback, useEffect, useMemo, useState } from "react";
import type { JobDocument } from "../../api/documents";
import type { JobList as Jobs } from "../../hooks/useJobList";
import { useMediaQuery } from "../../hooks/useMediaQuery";
import { usePage } from "../../hooks/usePage";
import { useSelection } from "../../hooks/useSelection";
import { useShortcuts } from "../../hooks/useShortcuts";
import { useStore } from "../../hooks/useStore";
import { grouped, ListItem } from "../../jobs/grouping";
import type { ListView } from "../../jobs/ListView";
import { summaryOf } from "../../jobs/states";
import { shortcuts } from "../../keyboard/shortcuts";
import { texts } from "../../texts/texts";
import { BulkBar } from "../BulkBar/BulkBar";
import { GroupHeading } from "../GroupHeading/GroupHeading";
import { JobRow } from "../JobRow/JobRow";
import { VirtualList } from "../VirtualList/VirtualList";
import "./JobList.css";

const keyOf = (item: ListItem) => (item.type === "job" ? item.job.id : `group-${item.drop}-${item.jobs[0]?.id}`);

/** The jobs of a view of the list, drawn as far as they are in sight. */
export function JobList({ list, view, lastJob }: { list: Jobs; view: ListView; lastJob: string | undefined }) {
    const { feed } = usePage();
    const book = useStore(feed.book);
    const { jobs, excerpts, hasOlder } = list;
    const selection = useSelection(jobs);
    const isNarrow = useMediaQuery("(max-width: 640px)");
    const hasExcerpts = view.text.trim() !== "";
    const items = useMemo(() => (view.sort === "newest" || view.sort === "oldest"
        ? grouped(jobs) : jobs.map((job): ListItem => ({ type: "job", job, isInGroup: false }))), [jobs, view.sort]);
    const rowHeight = (isNarrow ? 104 : 76) + (hasExcerpts ? 20 : 0);
    const heightOf = useCallback((item: ListItem) => (item.type === "group" ? 42 : rowHeight), [rowHeight]);
    const { focused, onFocus } = useRowKeys(jobs, lastJob, (id) => selection.select(id, !selection.ids.has(id), false));
    const goOn = useCallback(() => hasOlder && void feed.more(), [feed, hasOlder]);

    return (
        <section aria-label={texts.list.title} onFocus={onFocus}>
            <div className="section-head">
                <h2>{texts.list.title}</h2>
                <p>{[summaryOf(jobs), book.waiting > 0 && texts.list.waitingOfAll(book.waiting)].filter(Boolean).join(" · ")}</p>
            </div>
            <VirtualList items={items} keyOf={keyOf} heightOf={heightOf} keep={focused} onEnd={goOn}>
                {(item) => (item.type === "group"
                    ? <GroupHeading jobs={item.jobs} isSelected={item.jobs.every((job) => selection.ids.has(job.id))}
                        onSelect={(isSelected) => selection.selectAll(item.jobs, isSelected)} />
                    : <JobRow job={item.job} place={book.places.get(item.job.id)} at={book.jobs.get(item.job.id)?.at ?? 0}
                        excerpt={excerpts[item.job.id]} isSelected={selection.ids.has(item.job.id)} onSelect={selection.select} />)}
            </VirtualList>
            {selection.jobs.length > 0 && <BulkBar jobs={selection.jobs} onClear={selection.clear} />}
        </section>
    );
}

/** Keys that go from row to row, as far as the list goes. */
function useRowKeys(jobs: readonly JobDocument[], lastJob: string | undefined, onSelect: (id: string) => void) {
    const [focused, setFocused] = useState(lastJob);
    useEffect(() => {
        // Coming back from a job, one stands on that job's row again.
        if (lastJob !== undefined) document.getElementById(`job-${lastJob}`)?.focus();
    }, [lastJob]);
    const go = (step: number) => {
        const at = jobs.findIndex((job) => job.id === focused);
        const next = jobs[Math.min(Math.max(at + step, 0), jobs.length - 1)];
        if (!next) return;
        setFocused(next.id);
        // The row may only be drawn because it is wanted now.
        requestAnimationFrame(() => document.getElementById(`job-${next.id}`)?.focus());
    };
    useShortcuts({
        [shortcuts.next]: () => go(1),
        [shortcuts.previous]: () => go(-1),
        [shortcuts.select]: () => focused !== undefined && onSelect(focused),
    });
    const onFocus = useCallback((event: { target: EventTarget }) => {
        const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-job]") : undefined;
        if (row?.dataset.job !== undefined) setFocused(row.dataset.job);
    }, []);
    return { focused, onFocus };
}
