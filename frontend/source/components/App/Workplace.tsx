import { Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { JobDocument, SessionDocument } from "../../api/documents";
import type { JobRequest } from "../../api/JobRequest";
import { useFileDrop } from "../../hooks/useFileDrop";
import { useListener } from "../../hooks/useListener";
import { usePage } from "../../hooks/usePage";
import { useRoute } from "../../hooks/useRoute";
import { useShortcuts } from "../../hooks/useShortcuts";
import { useStore } from "../../hooks/useStore";
import { kindNamed } from "../../jobs/kinds";
import { shortcuts } from "../../keyboard/shortcuts";
import { ListView, wholeList } from "../../jobs/ListView";
import { requestFor } from "../../jobs/requestFor";
import { prefer, preferencesStore } from "../../preferences/preferencesStore";
import { jobHash, listHash, listViewHash } from "../../routes";
import * as taking from "../../shell/taking";
import { texts } from "../../texts/texts";
import { pastedFiles } from "../../uploads/pastedFiles";
import { Announcer } from "../Announcer/Announcer";
import { DropOverlay } from "../DropOverlay/DropOverlay";
import { ListPage } from "../ListPage/ListPage";
import { Masthead } from "../Masthead/Masthead";
import { ShortcutSheet } from "../Shortcuts/ShortcutSheet";
import { UndoToast } from "../Toast/UndoToast";
import { fetchAhead, JobPage, MachinePage, SettingsPage } from "./views";

/** Every view with what belongs to all of them: images come in wherever one is. */
export function Workplace({ session }: { session: SessionDocument }) {
    const route = useRoute();
    const { uploader } = usePage();
    const { choice } = useStore(preferencesStore);
    const [isSheetOpen, setSheetOpen] = useState(false);
    const lastJob = useRef<string>();
    const lastView = useRef<ListView>(wholeList);
    if (route.view === "job") lastJob.current = route.id;
    if (route.view === "list") lastView.current = route.list;

    useEffect(() => {
        const timer = setTimeout(fetchAhead, 1000);
        return () => clearTimeout(timer);
    }, []);
    const takeFiles = useCallback((files: File[], isPasted = false) => {
        if (files.length === 0) return;
        const isGesture = isPasted && files.length === 1 && choice.kind === "ocr";
        void uploader.add(files, requestFor(choice), isGesture ? openFresh : undefined);
        window.location.hash = listHash;
    }, [uploader, choice]);
    const choose = useCallback((request: JobRequest) => {
        const { options } = preferencesStore.value;
        prefer({ choice: request, options: { ...options, [request.kind]: request.options } });
    }, []);
    const isDraggedOver = useFileDrop(takeFiles);
    useLayoutEffect(() => taking.takeFiles(takeFiles), [takeFiles]);
    useListener("paste", (event) => takeFiles(pastedFiles(event), true));
    useShortcuts({ [shortcuts.sheet]: () => setSheetOpen(true) });

    return (
        <>
            <Masthead session={session} view={route.view} onShortcuts={() => setSheetOpen(true)} />
            <Suspense fallback={<main aria-busy="true" />}>
                {route.view === "job" && <JobPage key={route.id} id={route.id} isFresh={route.isFresh} back={listViewHash(lastView.current)} />}
                {route.view === "list" && <ListPage view={route.list} choice={choice} onChoice={choose} onFiles={takeFiles} lastJob={lastJob.current} />}
                {route.view === "settings" && <SettingsPage session={session} />}
                {route.view === "machine" && <MachinePage session={session} />}
            </Suspense>
            <Announcer />
            <UndoToast />
            {isSheetOpen && <ShortcutSheet onClose={() => setSheetOpen(false)} />}
            {isDraggedOver && <DropOverlay invitation={dropInvitation(choice)} />}
        </>
    );
}

/** One pasted image is read while one looks: its job's view opens as soon as there is a job, unless one went elsewhere. */
function openFresh(job: JobDocument): void {
    if (window.location.hash === listHash) window.location.hash = jobHash(job.id, true);
}

function dropInvitation({ kind }: JobRequest): string {
    return kindNamed(kind).takesImage ? (texts.kinds[kind]?.invitation ?? kind) : texts.files.kindTakesNone(texts.kinds[kind]?.title ?? kind);
}
