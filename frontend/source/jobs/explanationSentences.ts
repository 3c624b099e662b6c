import type { ExplainDocument } from "../api/documents";
import { texts } from "../texts/texts";
import { clockText, durationText, percentText } from "./units";

/** Why a job waits and until when, as sentences in the page's language. */
export function explanationSentences(document: ExplainDocument): string[] {
    const { position, own_position, share, work_ahead_seconds: ahead, predicted_start, predicted_start_p90, predicted_end } = document;
    return [
        position !== undefined && texts.explain.position(position, own_position),
        ahead !== undefined && texts.explain.ahead(durationText(ahead * 1000)),
        share !== undefined && texts.explain.share(percentText(share)),
        predicted_start !== undefined && texts.explain.start(clockText(predicted_start), predicted_start_p90 && clockText(predicted_start_p90)),
        predicted_end !== undefined && texts.explain.end(clockText(predicted_end)),
        ...reasonSentences(document),
    ].filter((sentence): sentence is string => typeof sentence === "string");
}

/** A reason that the page does not know, or a service that names none, is told in the service's own words. */
function reasonSentences({ changes = [], reasons }: ExplainDocument): readonly (string | undefined)[] {
    const known = new Map<string, (count: number) => string>(Object.entries(texts.explain.reasons));
    return reasons?.map(({ code, count = 1 }, index) => known.get(code)?.(count) ?? changes[index]) ?? changes;
}
