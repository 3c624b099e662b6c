import type { Uploads } from "../../hooks/useUploads";
import { countText } from "../../jobs/units";
import { UploadRow } from "./UploadRow";
import "./UploadList.css";

/** Images that are not jobs yet: waiting, on their way, or refused. */
export function UploadList({ uploads, retry, dismiss }: Omit<Uploads, "add">) {
    if (uploads.length === 0) return null;
    const moving = uploads.filter((upload) => upload.state !== "refused").length;
    const refused = uploads.length - moving;
    return (
        <section className="upload-list" aria-label="Uploads">
            <div className="section-head">
                <h2>Uploads</h2>
                <p role="status">
                    {[moving > 0 && `${countText(moving, "image")} to send`, refused > 0 && `${refused} not accepted`]
                        .filter(Boolean).join(", ")}
                </p>
            </div>
            <ul className="card rows">
                {uploads.map((upload) => (
                    <UploadRow key={upload.key} upload={upload} onRetry={retry} onDismiss={dismiss} />
                ))}
            </ul>
        </section>
    );
}
