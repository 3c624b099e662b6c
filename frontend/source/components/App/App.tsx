import { useCallback, useRef, useState } from "react";
import type { JobRequest } from "../../api/JobRequest";
import { useFileDrop } from "../../hooks/useFileDrop";
import { useFilePaste } from "../../hooks/useFilePaste";
import { useJobs } from "../../hooks/useJobs";
import { useRoute } from "../../hooks/useRoute";
import { useSubmission } from "../../hooks/useSubmission";
import { useUploads } from "../../hooks/useUploads";
import { kindNamed } from "../../jobs/kinds";
import { requestFor } from "../../jobs/requestFor";
import { listHash } from "../../routes";
import { Announcer } from "../Announcer/Announcer";
import { DropOverlay } from "../DropOverlay/DropOverlay";
import { JobPage } from "../JobPage/JobPage";
import { Masthead } from "../Masthead/Masthead";
import { ListPage } from "../ListPage/ListPage";

const noJobs: never[] = [];

/** The whole page. What was typed, what is being sent and what is known of the jobs outlives a change of view. */
export function App() {
    const route = useRoute();
    const lastJob = useRef<string>();
    if (route.view === "job") lastJob.current = route.id;
    const [choice, setChoice] = useState<JobRequest>({ kind: "ocr", width: 100, duration: 5 });
    const jobs = useJobs(route.view === "list");
    const { add, ...uploads } = useUploads(jobs.accept);
    const submission = useSubmission(jobs.accept);
    const takeFiles = useCallback((files: File[]) => {
        if (files.length === 0) return;
        window.location.hash = listHash;
        add(files, requestFor(choice));
    }, [add, choice]);
    const isDraggedOver = useFileDrop(takeFiles);
    useFilePaste(takeFiles);

    return (
        <>
            <Masthead />
            {route.view === "job"
                ? <JobPage id={route.id} listed={jobs.jobs?.find((job) => job.id === route.id)} />
                : <ListPage jobs={jobs} uploads={uploads} submission={submission}
                    choice={choice} onChoice={setChoice} onFiles={takeFiles}
                    lastJob={lastJob.current} />}
            <Announcer jobs={jobs.jobs ?? noJobs} />
            {isDraggedOver && <DropOverlay invitation={dropInvitation(choice)} />}
        </>
    );
}

function dropInvitation({ kind }: JobRequest): string {
    const { takesImage, title, invitation } = kindNamed(kind);
    return takesImage ? invitation : `${title} takes no image`;
}
