import { useState } from "react";
import type { InputDocument } from "../../api/documents";
import type { WordLayer } from "../../text/words";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { ImageCanvas } from "./ImageCanvas";
import "./ImageViewer.css";

export interface WordLights {
    layer: WordLayer | undefined;
    lit: number | undefined;
    selected: ReadonlySet<number>;
    onLight(word: number | undefined): void;
    onSelect(words: readonly number[]): void;
}

interface Properties {
    image: InputDocument;
    /** What the picture is, for those who do not see it. */
    description: string;
    caption: string;
    isScanning: boolean;
    words: WordLights;
}

/** A browser takes four bytes for each pixel of an image that it shows: more are shown only when asked for. */
const mostPixels = 50e6;

/** The image that was sent, to look at closely, with the words that were found in it. */
export function ImageViewer({ image, description, caption, isScanning, words }: Properties) {
    const [isWanted, setWanted] = useState((image.width ?? 0) * (image.height ?? 0) <= mostPixels);
    const [isBroken, setBroken] = useState(false);
    return (
        <figure className="image-viewer">
            {isBroken || !isWanted
                ? (
                    <div className="image-frame image-missing">
                        <p>{isBroken ? texts.viewer.broken : texts.viewer.huge}</p>
                        {isBroken
                            ? <a className="button" href={image.url} download>{texts.actions.download}</a>
                            : <Button onClick={() => setWanted(true)}>{texts.viewer.showAnyway}</Button>}
                    </div>
                )
                : <ImageCanvas source={image.url} description={description} isScanning={isScanning} words={words} onBroken={() => setBroken(true)} />}
            <figcaption>{caption}</figcaption>
        </figure>
    );
}
