import { usePage } from "../../hooks/usePage";
import { usePicture } from "../../hooks/usePicture";
import { kindTitle } from "../../jobs/kinds";
import { bytesText, percentText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import type { Upload } from "../../uploads/Upload";
import { Button } from "../Button/Button";
import { Icon, IconName } from "../Icon/Icon";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import { Thumbnail } from "../Thumbnail/Thumbnail";

export function UploadRow({ upload }: { upload: Upload }) {
    const { thumbnails, uploader } = usePage();
    const { key, file, state, problem } = upload;
    const picture = usePicture(() => (state === "refused" ? undefined : thumbnails.ofFile(key, file)), key);
    const isRetried = state === "waiting" && problem !== undefined;
    return (
        <li className="row upload-row" data-testid="upload" data-state={state}>
            <Thumbnail source={picture} />
            <div className="row-words">
                <p className="row-name" title={file.name}><bdi>{file.name}</bdi></p>
                {problem
                    ? <p className="row-problem" data-testid="reason">{problem.detail}{isRetried && ` ${texts.uploads.retries}`}</p>
                    : <p className="row-note">{kindTitle(upload.request.kind)} · {bytesText(file.size)}</p>}
            </div>
            {state === "refused" ? <span /> : <Standing upload={upload} />}
            <div className="upload-buttons">
                {(isRetried || (state === "refused" && problem?.mayPass)) && (
                    <Wish icon="again" title={texts.actions.tryAgainNow} name={file.name} onClick={() => uploader.resume([key])} />
                )}
                {state === "paused" && <Wish icon="play" title={texts.uploads.resume} name={file.name} onClick={() => uploader.resume([key])} />}
                {(state === "waiting" || state === "sending") && <Wish icon="pause" title={texts.uploads.pause} name={file.name} onClick={() => uploader.pause([key])} />}
                <Wish icon="cross" title={state === "refused" ? texts.uploads.dismiss : texts.uploads.cancel} name={file.name} onClick={() => uploader.remove([key])} />
            </div>
        </li>
    );
}

function Standing({ upload }: { upload: Upload }) {
    const { state, progress, file } = upload;
    const words = state === "sending" ? (progress < 1 ? texts.uploads.sending : texts.uploads.sent) : state === "paused" ? texts.uploads.paused : texts.uploads.waiting;
    return (
        <div className="row-state">
            <p className="row-state-line">
                <span>{words}</span>
                {state === "sending" && progress < 1 && <span className="figure">{percentText(progress)}</span>}
            </p>
            {state === "sending" && <ProgressBar value={progress} label={texts.uploads.progressOf(file.name)} />}
        </div>
    );
}

function Wish({ icon, title, name, onClick }: { icon: IconName; title: string; name: string; onClick: () => void }) {
    return <Button look="quiet" title={title} aria-label={`${title}: ${name}`} onClick={onClick}><Icon name={icon} /></Button>;
}
