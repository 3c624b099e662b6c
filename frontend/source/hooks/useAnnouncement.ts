import { useEffect, useRef, useState } from "react";
import type { JobDocument } from "../api/documents";
import { announcements } from "../jobs/announcements";

/** What a screen reader should say about the jobs that ended last. */
export function useAnnouncement(jobs: readonly JobDocument[]): string {
    const [sentence, setSentence] = useState("");
    const before = useRef<readonly JobDocument[]>([]);

    useEffect(() => {
        const news = announcements(before.current, jobs);
        before.current = jobs;
        if (news !== "") setSentence(news);
    }, [jobs]);

    return sentence;
}
