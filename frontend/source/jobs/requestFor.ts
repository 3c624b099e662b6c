import type { JobRequest, OptionValue } from "../api/JobRequest";
import { chosen, kindNamed } from "./kinds";

/** Of everything chosen on the page, what belongs to the chosen kind and is to be said to the service. */
export function requestFor({ kind, options }: JobRequest): JobRequest {
    const said: Record<string, OptionValue> = {};
    for (const option of kindNamed(kind).options) {
        const value = chosen(option, options);
        if (value !== "" && value !== false) said[option.name] = value;
    }
    return { kind, options: said };
}
