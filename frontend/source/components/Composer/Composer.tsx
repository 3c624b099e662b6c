import { ReactNode, useRef } from "react";
import type { JobRequest } from "../../api/JobRequest";
import type { Submission } from "../../hooks/useSubmission";
import { kindNamed } from "../../jobs/kinds";
import { maximumBytes } from "../../uploads/fileProblem";
import { bytesText } from "../../jobs/units";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import { KindPicker } from "../KindPicker/KindPicker";
import { NumberField } from "../NumberField/NumberField";
import "./Composer.css";

interface Properties {
    request: JobRequest;
    onRequest(request: JobRequest): void;
    onFiles(files: File[]): void;
    submission: Submission;
    /** Whether nothing else is on the page yet. */
    isAlone: boolean;
}

/** Where images come in, and what shall be done with them. */
export function Composer({ request, onRequest, onFiles, submission, isAlone }: Properties) {
    const kind = kindNamed(request.kind);
    return (
        <section className={isAlone ? "composer card alone" : "composer card"} aria-label="New jobs">
            <div className="composer-area">
                <div className="composer-glass" aria-hidden="true"><Icon name={kind.name === "sleep" ? "clock" : "image"} /></div>
                <div className="composer-words">
                    <h1>{kind.invitation}</h1>
                    <p>{submission.problem?.detail ?? kind.hint ?? uploadHint}</p>
                </div>
                {kind.takesImage
                    ? <FileButton onFiles={onFiles}>Choose images</FileButton>
                    : <Button look="primary" disabled={submission.isUnderWay} data-testid="start"
                        onClick={() => submission.submit(request)}>Start</Button>}
            </div>
            <div className="composer-options">
                <KindPicker chosen={request.kind} onChoose={(name) => onRequest({ ...request, kind: name })} />
                <Options request={request} onRequest={onRequest} />
            </div>
        </section>
    );
}

const uploadHint = `Or paste one. PNG or JPEG, up to ${bytesText(maximumBytes)} each.`;

function Options({ request, onRequest }: Pick<Properties, "request" | "onRequest">) {
    if (request.kind === "ascii") {
        return <NumberField key="width" label="Width" unit="characters" value={request.width ?? 100} minimum={1} maximum={1000}
            onChange={(width) => onRequest({ ...request, width })} />;
    }
    if (request.kind === "sleep") {
        return <NumberField key="duration" label="Duration" unit="seconds" value={request.duration ?? 5} minimum={0} maximum={3600}
            onChange={(duration) => onRequest({ ...request, duration })} />;
    }
    return null;
}

function FileButton({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
    const input = useRef<HTMLInputElement>(null);
    const take = (field: HTMLInputElement) => {
        onFiles(Array.from(field.files ?? []));
        field.value = ""; // The same file may be chosen again.
    };
    return (
        <>
            <input ref={input} type="file" multiple accept="image/png,image/jpeg" hidden data-testid="file-input"
                onChange={(event) => take(event.target)} />
            <Button look="primary" onClick={() => input.current?.click()}>{children}</Button>
        </>
    );
}
