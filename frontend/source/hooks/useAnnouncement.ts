import { useEffect, useRef, useState } from "react";
import type { JobDocument } from "../api/documents";
import { announcements } from "../jobs/announcements";
import { usePage } from "./usePage";

/** A screen reader is told no more often, so that it is not drowned. */
const pauseMilliseconds = 1500;

/** What a screen reader should say about the jobs that ended last. */
export function useAnnouncement(): string {
    const { feed } = usePage();
    const [sentence, setSentence] = useState("");
    const before = useRef<readonly JobDocument[]>([]);

    useEffect(() => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const tell = () => {
            timer = undefined;
            const jobs = [...feed.book.value.jobs.values()].map(({ job }) => job);
            const news = announcements(before.current, jobs);
            before.current = jobs;
            if (news !== "") setSentence(news);
        };
        const end = feed.book.subscribe(() => { timer ??= setTimeout(tell, pauseMilliseconds); });
        return () => {
            clearTimeout(timer);
            end();
        };
    }, [feed]);

    return sentence;
}
