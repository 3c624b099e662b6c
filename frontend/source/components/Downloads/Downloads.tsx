import type { JobDocument } from "../../api/documents";
import { downloadName } from "../../jobs/names";
import { bytesText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { Icon } from "../Icon/Icon";
import "./Downloads.css";

/** A way to save each file that the job left. */
export function Downloads({ job }: { job: JobDocument }) {
    if (job.files.length === 0) return null;
    return (
        <ul className="downloads" aria-label={texts.job.files}>
            {job.files.map((file) => (
                <li key={file.name}>
                    <a className="button" href={file.url} download={downloadName(job, file)} data-testid={`download-${file.name}`}>
                        <Icon name="download" />
                        <span className="visually-hidden">{texts.actions.download} </span>{file.name}
                        <span className="downloads-size">{bytesText(file.bytes)}</span>
                    </a>
                </li>
            ))}
        </ul>
    );
}
