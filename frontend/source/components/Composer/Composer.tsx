import { RefObject, useRef } from "react";
import type { JobRequest } from "../../api/JobRequest";
import { useMediaQuery } from "../../hooks/useMediaQuery";
import { useShortcuts } from "../../hooks/useShortcuts";
import type { Submission } from "../../hooks/useSubmission";
import { bytesText } from "../../jobs/units";
import { kindNamed, kindTitle } from "../../jobs/kinds";
import { shortcuts } from "../../keyboard/shortcuts";
import { preferencesStore } from "../../preferences/preferencesStore";
import { texts } from "../../texts/texts";
import { chosenFiles } from "../../uploads/chosenFiles";
import { acceptedFiles, maximumBytes } from "../../uploads/fileProblem";
import { Button } from "../Button/Button";
import { Icon, IconName } from "../Icon/Icon";
import { KindPicker } from "../KindPicker/KindPicker";
import { OptionFields } from "../OptionFields/OptionFields";
import "./Composer.css";

interface AreaProperties {
    request: JobRequest;
    onFiles(files: File[]): void;
    submission: Submission;
    /** Whether nothing else is on the page yet. */
    isAlone: boolean;
    /** Tries the service out with an image of ours. */
    onSample(): void;
}

interface Properties extends AreaProperties {
    onRequest(request: JobRequest): void;
}

/** Where images come in, and what shall be done with them. */
export function Composer({ onRequest, ...area }: Properties) {
    const { request, isAlone } = area;
    const { options } = kindNamed(request.kind);
    // On a phone options would push the jobs out of sight.
    const isNarrow = useMediaQuery("(max-width: 640px)");
    return (
        <section className={isAlone ? "composer card alone" : "composer card"} aria-label={texts.composer.title}>
            <ComposerArea {...area} />
            <div className="composer-options">
                <KindPicker chosen={request.kind}
                    onChoose={(kind) => onRequest({ kind, options: preferencesStore.value.options[kind] ?? {} })} />
                {options.length > 0 && (
                    <details className="composer-fold" open={!isNarrow}>
                        <summary>{texts.composer.options}</summary>
                        <OptionFields request={request} onChange={onRequest} />
                    </details>
                )}
            </div>
        </section>
    );
}

/** Where images come in, by itself. */
export function ComposerArea({ request, onFiles, submission, isAlone, onSample }: AreaProperties) {
    const { takesImage, worksWithout = !takesImage } = kindNamed(request.kind);
    const words = texts.kinds[request.kind];
    return (
        <div className="composer-area">
            <div className="composer-glass" aria-hidden="true"><Icon name={takesImage ? "image" : "clock"} /></div>
            <div className="composer-words">
                <h1>{words?.invitation ?? kindTitle(request.kind)}</h1>
                <p className={submission.problem && "composer-problem"} role={submission.problem && "alert"}>
                    {submission.problem?.detail ?? (takesImage ? texts.composer.hint(bytesText(maximumBytes)) : texts.composer.noImage)}
                </p>
            </div>
            <div className="composer-ways">
                {takesImage && <FileButtons onFiles={onFiles} />}
                {worksWithout && (
                    <Button look={takesImage ? "secondary" : "primary"} disabled={submission.isUnderWay} data-testid="start"
                        onClick={() => submission.submit(request)}>{texts.actions.start}</Button>
                )}
                {isAlone && request.kind === "ocr" && <Button look="quiet" data-testid="sample" onClick={onSample}>{texts.composer.sample}</Button>}
            </div>
        </div>
    );
}

function FileButtons({ onFiles }: { onFiles: (files: File[]) => void }) {
    const images = useRef<HTMLInputElement>(null);
    useShortcuts({ [shortcuts.choose]: () => images.current?.click() });
    return (
        <>
            <FileInput field={images} onFiles={onFiles} testID="file-input" multiple accept={acceptedFiles} />
            <Button look="primary" data-testid="choose" onClick={() => images.current?.click()}>{texts.composer.choose}</Button>
            <div className="composer-more">
                <FileWay icon="folder" title={texts.composer.folder} onFiles={onFiles} testID="folder-input" webkitdirectory="" />
                <FileWay icon="camera" title={texts.composer.camera} onFiles={onFiles} testID="camera-input"
                    className="composer-camera" accept="image/*" capture="environment" />
            </div>
        </>
    );
}

interface WayProperties extends Omit<InputProperties, "field"> {
    icon: IconName;
    title: string;
    className?: string;
}

function FileWay({ icon, title, className = "", ...input }: WayProperties) {
    const field = useRef<HTMLInputElement>(null);
    return (
        <>
            <FileInput field={field} {...input} />
            <Button look="quiet" className={className} data-testid={icon} onClick={() => field.current?.click()}><Icon name={icon} />{title}</Button>
        </>
    );
}

interface InputProperties {
    field: RefObject<HTMLInputElement>;
    onFiles(files: File[]): void;
    testID: string;
    multiple?: boolean;
    accept?: string;
    capture?: "environment";
    /** Set to choose folders. */
    webkitdirectory?: string;
}

function FileInput({ field, onFiles, testID, ...attributes }: InputProperties) {
    return <input ref={field} type="file" hidden data-testid={testID} onChange={({ target }) => onFiles(chosenFiles(target))} {...attributes} />;
}
