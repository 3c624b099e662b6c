import type { JobDocument } from "../../api/documents";
import { formsOf } from "../../jobs/forms";
import { downloadName } from "../../jobs/names";
import { bytesText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { Icon } from "../Icon/Icon";
import "./Downloads.css";

/** A way to save each file that the job left, and each form that is made of them when it is wanted. */
export function Downloads({ job }: { job: JobDocument }) {
    const files = [...job.files.map(({ name, url, bytes }) => ({ name, url, size: bytesText(bytes) })), ...formsOf(job).map((form) => ({ ...form, size: "" }))];
    if (files.length === 0) return null;
    return (
        <ul className="downloads" aria-label={texts.job.files}>
            {files.map(({ name, url, size }) => (
                <li key={name}>
                    <a className="button" href={url} download={downloadName(job, name)} data-testid={`download-${name}`}>
                        <Icon name="download" />
                        <span className="visually-hidden">{texts.actions.download} </span>{name}
                        {size !== "" && <span className="downloads-size">{size}</span>}
                    </a>
                </li>
            ))}
        </ul>
    );
}
