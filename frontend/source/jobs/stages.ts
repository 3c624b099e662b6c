/** What a processor does with a job, in the order in which it happens; the words of the API. */
const stages = ["starting", "decoding", "preparing", "recognising", "rendering", "writing"] as const;

/** The stage as a heading, such as `Recognising`. */
export function stageTitle(stage: string): string {
    return stage.charAt(0).toUpperCase() + stage.slice(1);
}

/** Stages of a job with where it stands; one that the page does not know leaves all of them ahead. */
export function stageSteps(current: string | undefined): { stage: string; place: "done" | "now" | "ahead" }[] {
    const index = stages.findIndex((stage) => stage === current);
    return stages.slice(1).map((stage, position) => ({
        stage,
        place: position + 1 < index ? "done" : position + 1 === index ? "now" : "ahead",
    }));
}
