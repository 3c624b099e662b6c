import { texts } from "../texts/texts";

/** What a processor does with a job, in the order in which it happens; the words of the API. */
const stages = ["starting", "decoding", "preparing", "recognising", "rendering", "writing"] as const;

/** The stage as a heading, such as `Recognising`; one that the page does not know by its bare name. */
export function stageTitle(stage: string): string {
    const titles: Record<string, string> = texts.stages;
    return titles[stage] ?? stage;
}

/** Stages of a job with where it stands; one that the page does not know leaves all of them ahead. */
export function stageSteps(current: string | undefined): { stage: string; place: "done" | "now" | "ahead" }[] {
    const index = stages.findIndex((stage) => stage === current);
    return stages.slice(1).map((stage, position) => ({
        stage,
        place: position + 1 < index ? "done" : position + 1 === index ? "now" : "ahead",
    }));
}
