import { useEffect } from "react";
import type { JobRequest } from "../../api/JobRequest";
import type { Jobs } from "../../hooks/useJobs";
import type { Submission } from "../../hooks/useSubmission";
import type { Uploads } from "../../hooks/useUploads";
import { requestFor } from "../../jobs/requestFor";
import { Banner } from "../Banner/Banner";
import { Composer } from "../Composer/Composer";
import { JobList } from "../JobList/JobList";
import { UploadList } from "../Uploads/UploadList";
import "./ListPage.css";

interface Properties {
    jobs: Jobs;
    uploads: Omit<Uploads, "add">;
    submission: Submission;
    choice: JobRequest;
    onChoice(choice: JobRequest): void;
    onFiles(files: File[]): void;
    /** The job that was looked at before, if any. */
    lastJob: string | undefined;
}

/** Where images come in, and the jobs that they became. */
export function ListPage({ jobs, uploads, submission, choice, onChoice, onFiles, lastJob }: Properties) {
    const { jobs: listed, problem, pollNow, hasOlder, showOlder } = jobs;
    useReturnOfFocus(lastJob);
    useEffect(() => {
        document.title = "Platen";
    }, []);

    const isKnown = listed !== undefined || problem !== undefined;
    const isEmpty = (listed ?? []).length === 0 && uploads.uploads.length === 0;
    if (!isKnown) return <main className="list-page page-width" aria-busy="true" />;
    return (
        <main className="list-page page-width" data-testid="list-page">
            {problem && <Banner problem={problem} onRetry={pollNow} />}
            <Composer request={choice} onRequest={onChoice} onFiles={onFiles} isAlone={isEmpty}
                submission={{ ...submission, submit: () => submission.submit(requestFor(choice)) }} />
            <UploadList {...uploads} />
            <JobList jobs={listed ?? []} hasOlder={hasOlder} onOlder={showOlder} />
        </main>
    );
}

/** Coming back from a job, one stands on that job's row again. */
function useReturnOfFocus(job: string | undefined): void {
    useEffect(() => {
        if (job !== undefined) document.getElementById(`job-${job}`)?.focus();
    }, [job]);
}
