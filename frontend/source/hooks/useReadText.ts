import { useEffect, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { WordLayer, wordLayer } from "../text/words";
import { useResultText } from "./useResultText";

/** What a job read, and where each word stands; what has not come yet is absent. */
export interface ReadText {
    text?: string;
    problem?: Problem;
    layer?: WordLayer;
}

/** The job's text with its words; a text whose words cannot be had is shown all the same. */
export function useReadText(job: JobDocument | undefined): ReadText {
    const url = (name: string) => job?.files.find((file) => file.name === name)?.url;
    const answer = useResultText(url("text.txt"));
    const wordsURL = url("words.json");
    const [words, setWords] = useState<{ url: string; document: unknown }>();
    const [layer, setLayer] = useState<WordLayer>();

    useEffect(() => {
        const stopper = new AbortController();
        if (wordsURL === undefined) return undefined;
        Api.json(wordsURL, stopper.signal).then((document) => setWords({ url: wordsURL, document }), () => setWords(undefined));
        return () => stopper.abort();
    }, [wordsURL]);
    useEffect(() => {
        const isKnown = words !== undefined && words.url === wordsURL && answer.text !== undefined;
        setLayer(isKnown ? wordLayer(words.document, answer.text ?? "") : undefined);
    }, [words, wordsURL, answer.text]);

    return { ...answer, ...(layer && { layer }) };
}
