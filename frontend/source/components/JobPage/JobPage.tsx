import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useJob } from "../../hooks/useJob";
import { usePage } from "../../hooks/usePage";
import { useReadText } from "../../hooks/useReadText";
import { useShortcuts } from "../../hooks/useShortcuts";
import { nameOf } from "../../jobs/names";
import { bytesText } from "../../jobs/units";
import { shortcuts } from "../../keyboard/shortcuts";
import { texts } from "../../texts/texts";
import { Icon } from "../Icon/Icon";
import { ImageViewer, WordLights } from "../ImageViewer/ImageViewer";
import { JobActions } from "../JobActions/JobActions";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import { JobHeading } from "./JobHeading";
import { JobOutcome } from "./JobOutcome";
import "./JobPage.css";

interface Properties {
    id: string;
    isFresh: boolean;
    /** Where one came from. */
    back: string;
}

const none: ReadonlySet<number> = new Set();

/** One job: its image beside what became of it. */
export function JobPage({ id, isFresh, back }: Properties) {
    const { notifier } = usePage();
    const { job, problem, refresh } = useJob(id);
    const read = useReadText(job);
    const [page, setPage] = useState(0);
    const [lit, setLit] = useState<number>();
    const [selected, setSelected] = useState<ReadonlySet<number>>(none);
    const heading = useRef<HTMLHeadingElement>(null);

    useEffect(() => {
        window.scrollTo(0, 0);
        heading.current?.focus({ preventScroll: true });
    }, []);
    const name = job && nameOf(job);
    useEffect(() => notifier.setHeading(name === undefined ? "Platen" : `${name} – Platen`), [notifier, name]);
    useShortcuts({ [shortcuts.back]: () => { window.location.hash = back; } });
    const onSelect = useCallback((words: readonly number[]) => setSelected(new Set(words)), []);
    const words = useMemo((): WordLights => ({ layer: read.layer, page, lit, selected, onLight: setLit, onSelect, onPage: setPage }),
        [read.layer, page, lit, selected, onSelect]);

    return (
        <main className="job-page page-width" data-testid="job-page" data-state={job?.state}>
            <a className="job-page-back" href={back} data-testid="back"><Icon name="back" />{texts.job.back}</a>
            {problem && <ProblemNote detail={problem.detail} code={problem.code} />}
            <h1 ref={heading} tabIndex={-1} data-testid="name"><bdi>{name ?? (problem ? texts.job.unknown : "\u00a0")}</bdi></h1>
            {job && <JobHeading job={job} />}
            {job && <JobActions job={job} back={back} onChange={refresh} />}
            {job && (
                <div className={job.input ? "job-page-panes" : undefined}>
                    {job.input && (
                        <ImageViewer
                            image={job.input} description={texts.job.image(nameOf(job))} isScanning={job.state === "processing"} words={words}
                            caption={[job.input.width !== undefined && job.input.height !== undefined
                                && texts.facts.pixels(job.input.width, job.input.height), bytesText(job.input.bytes)].filter(Boolean).join(", ")}
                        />
                    )}
                    <JobOutcome job={job} read={read} words={words} isFresh={isFresh} />
                </div>
            )}
        </main>
    );
}
