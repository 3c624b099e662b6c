import type { KindName } from "./documents";

/** The value of one option, as the service takes it in a form. */
export type OptionValue = string | number | boolean;

/** What is asked of the service for one image, or for none. */
export interface JobRequest {
    kind: KindName;
    /** By their names in the API; what is absent is as the service has it. */
    options: Readonly<Record<string, OptionValue>>;
}
