import { useEffect, useState } from "react";
import type { JobDocument } from "../api/documents";
import { announcements, endedSince } from "../jobs/announcements";
import { usePage } from "./usePage";

/** A screen reader is told no more often, so that it is not drowned. */
const pauseMilliseconds = 1500;

/** What a screen reader should say about the jobs that ended last. */
export function useAnnouncement(): string {
    const { feed } = usePage();
    const [sentence, setSentence] = useState("");

    useEffect(() => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        let before = feed.book.value;
        let ended: JobDocument[] = [];
        const tell = () => {
            timer = undefined;
            setSentence(announcements(ended));
            ended = [];
        };
        const end = feed.book.subscribe(() => {
            // Looked at with each change: a job may begin and end between two announcements.
            ended = [...ended, ...endedSince(before.jobs, feed.book.value.jobs)];
            before = feed.book.value;
            if (ended.length > 0) timer ??= setTimeout(tell, pauseMilliseconds);
        });
        return () => {
            clearTimeout(timer);
            end();
        };
    }, [feed]);

    return sentence;
}
