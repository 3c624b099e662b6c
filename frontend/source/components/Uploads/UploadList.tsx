import { useOnline } from "../../hooks/useOnline";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { texts } from "../../texts/texts";
import type { Upload } from "../../uploads/Upload";
import { Button } from "../Button/Button";
import { UploadRow } from "./UploadRow";
import "./UploadList.css";

/** Rows of more uploads are only counted: nobody reads five hundred. */
const mostRows = 40;

/** Images that are not jobs yet: waiting, on their way, paused, or refused. */
export function UploadList() {
    const { uploader } = usePage();
    const uploads = useStore(uploader.queue);
    const isOnline = useOnline();
    if (uploads.length === 0) return null;
    const of = (...states: Upload["state"][]) => uploads.filter((upload) => states.includes(upload.state)).map((upload) => upload.key);
    const [moving, paused, refused] = [of("waiting", "sending"), of("paused"), of("refused")];
    return (
        <section className="upload-list" aria-label={texts.uploads.title}>
            <div className="section-head">
                <h2>{texts.uploads.title}</h2>
                <p role="status" data-testid="upload-summary">{texts.uploads.summary(moving.length, paused.length, refused.length, isOnline)}</p>
                <div className="upload-wishes">
                    {moving.length > 1 && <Button look="quiet" data-testid="pause-all" onClick={() => uploader.pause(moving)}>{texts.uploads.pauseAll}</Button>}
                    {paused.length > 0 && <Button look="quiet" data-testid="resume-all" onClick={() => uploader.resume(paused)}>{texts.uploads.resumeAll}</Button>}
                    {refused.length > 1 && <Button look="quiet" data-testid="dismiss-all" onClick={() => uploader.remove(refused)}>{texts.uploads.dismissAll}</Button>}
                    {moving.length + paused.length > 1 && (
                        <Button look="quiet" data-testid="cancel-all" onClick={() => uploader.remove([...moving, ...paused])}>{texts.uploads.cancelAll}</Button>
                    )}
                </div>
            </div>
            <ul className="card rows">
                {shown(uploads).map((upload) => <UploadRow key={upload.key} upload={upload} />)}
            </ul>
            {uploads.length > mostRows && <p className="upload-more">{texts.uploads.more(uploads.length - mostRows)}</p>}
        </section>
    );
}

/** What a person may have to do something about comes first, when there are too many. */
function shown(uploads: readonly Upload[]): readonly Upload[] {
    if (uploads.length <= mostRows) return uploads;
    const order: Upload["state"][] = ["refused", "sending", "paused", "waiting"];
    return order.flatMap((state) => uploads.filter((upload) => upload.state === state)).slice(0, mostRows);
}
