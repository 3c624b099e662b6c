import type { KindName } from "./documents";

/** What is asked of the service for one image, or for none. */
export interface JobRequest {
    kind: KindName;
    /** `ascii`: characters per line. */
    width?: number;
    /** `sleep`: seconds. */
    duration?: number;
}
