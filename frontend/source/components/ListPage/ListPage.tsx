import { useCallback, useEffect } from "react";
import type { JobRequest } from "../../api/JobRequest";
import { useJobList } from "../../hooks/useJobList";
import { useOnline } from "../../hooks/useOnline";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { useSubmission } from "../../hooks/useSubmission";
import { ListView, wholeList } from "../../jobs/ListView";
import { requestFor } from "../../jobs/requestFor";
import { listViewHash } from "../../routes";
import { texts } from "../../texts/texts";
import { sampleImage } from "../../uploads/sampleImage";
import { Banner } from "../Banner/Banner";
import { Button } from "../Button/Button";
import { Composer } from "../Composer/Composer";
import { JobList } from "../JobList/JobList";
import { NotificationOffer } from "../Offer/NotificationOffer";
import { Toolbar } from "../Toolbar/Toolbar";
import { UploadList } from "../Uploads/UploadList";
import "./ListPage.css";

interface Properties {
    view: ListView;
    choice: JobRequest;
    onChoice(choice: JobRequest): void;
    onFiles(files: File[]): void;
    /** The job that was looked at before, if any. */
    lastJob: string | undefined;
}

/** Where images come in, and the jobs that they became. */
export function ListPage({ view, choice, onChoice, onFiles, lastJob }: Properties) {
    const { feed, uploader, notifier, isFirstVisit } = usePage();
    const list = useJobList(view);
    const { isKnown, problem } = useStore(feed.status);
    const uploads = useStore(uploader.queue);
    const isOnline = useOnline();
    const submission = useSubmission(useCallback((job) => feed.accept(job), [feed]));
    useEffect(() => notifier.setHeading("Platen"), [notifier]);

    const isNarrowed = view.state !== "all" || view.kind !== undefined || view.text !== "";
    // Before the first answer a browser that was here before most likely has jobs, and a new one has none.
    const isEmpty = (isKnown || (isFirstVisit && problem === undefined)) && list.jobs.length === 0 && !isNarrowed;
    const setView = (next: ListView) => {
        window.location.replace(listViewHash(next)); // Typing leaves no trail in the history.
    };
    return (
        <main className="list-page page-width" data-testid="list-page">
            <Banner problem={problem} isOnline={isOnline} onRetry={feed.refresh} />
            <Composer request={choice} onRequest={onChoice} onFiles={onFiles} isAlone={isEmpty && uploads.length === 0}
                onSample={() => void sampleImage().then((file) => onFiles([file]))}
                submission={{ ...submission, submit: () => submission.submit(requestFor(choice)) }} />
            <NotificationOffer />
            <UploadList />
            {!isEmpty && <Toolbar view={view} onView={setView} />}
            {list.jobs.length > 0 && <JobList list={list} view={view} lastJob={lastJob} />}
            {isNarrowed && isKnown && list.jobs.length === 0 && (
                <div className="list-none" data-testid="none-found">
                    <p>{texts.list.noneFound}</p>
                    <Button onClick={() => setView(wholeList)}>{texts.list.showAll}</Button>
                </div>
            )}
        </main>
    );
}
