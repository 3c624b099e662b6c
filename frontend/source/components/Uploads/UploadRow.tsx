import { useObjectURL } from "../../hooks/useObjectURL";
import { kindNamed } from "../../jobs/kinds";
import { bytesText } from "../../jobs/units";
import type { Upload } from "../../uploads/Upload";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import { Thumbnail } from "../Thumbnail/Thumbnail";

interface Properties {
    upload: Upload;
    onRetry(key: number): void;
    onDismiss(key: number): void;
}

export function UploadRow({ upload, onRetry, onDismiss }: Properties) {
    const source = useObjectURL(upload.file);
    return (
        <li className="row upload-row" data-testid="upload" data-state={upload.state}>
            <Thumbnail source={source} />
            <div className="row-words">
                <p className="row-name" title={upload.file.name}>{upload.file.name}</p>
                {upload.problem
                    ? <p className="row-problem" data-testid="reason">{upload.problem.detail}</p>
                    : <p className="row-note">{kindNamed(upload.request.kind).title} · {bytesText(upload.file.size)}</p>}
            </div>
            {upload.state === "refused"
                ? <Refusal upload={upload} onRetry={onRetry} onDismiss={onDismiss} />
                : <Sending upload={upload} />}
        </li>
    );
}

function Sending({ upload }: { upload: Upload }) {
    const { state, progress, file } = upload;
    const words = state === "waiting" ? "Waiting" : progress < 1 ? "Uploading" : "Sent";
    return (
        <div className="row-state">
            <p className="row-state-line">
                <span>{words}</span>
                {state === "sending" && progress < 1 && <span className="figure">{Math.round(progress * 100)} %</span>}
            </p>
            {state === "sending" && <ProgressBar value={progress} label={`Upload of ${file.name}`} />}
        </div>
    );
}

function Refusal({ upload, onRetry, onDismiss }: Properties) {
    return (
        <>
            {upload.retryable && (
                <Button look="quiet" className="upload-retry" onClick={() => onRetry(upload.key)}>
                    <Icon name="again" />Try again
                </Button>
            )}
            <Button look="quiet" className="upload-dismiss" aria-label={`Dismiss ${upload.file.name}`} onClick={() => onDismiss(upload.key)}>
                <Icon name="cross" />
            </Button>
        </>
    );
}
