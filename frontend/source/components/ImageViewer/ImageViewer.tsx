import { useState } from "react";
import type { InputDocument } from "../../api/documents";
import type { WordLayer } from "../../text/words";
import { isShowable } from "../../jobs/showable";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { ImageCanvas } from "./ImageCanvas";
import { Pager } from "./Pager";
import "./ImageViewer.css";

export interface WordLights {
    layer: WordLayer | undefined;
    /** The page that is looked at, from 0. */
    page: number;
    lit: number | undefined;
    selected: ReadonlySet<number>;
    onLight(word: number | undefined): void;
    onSelect(words: readonly number[]): void;
    onPage(page: number): void;
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

/**
 * The image that was sent, to look at closely, with the words that were found in it. Of a file that browsers do not show,
 * as most with several pages, it is a sheet with the words where they stand.
 */
export function ImageViewer({ image, description, caption, isScanning, words }: Properties) {
    const [isWanted, setWanted] = useState((image.width ?? 0) * (image.height ?? 0) <= mostPixels);
    const [isBroken, setBroken] = useState(false);
    const isDrawn = isShowable(image.media_type) && !isBroken;
    const pages = words.layer?.pages.length ?? 0;
    const isMissing = isDrawn ? !isWanted : pages === 0;
    return (
        <figure className="image-viewer">
            {isMissing
                ? (
                    <div className={isScanning ? "image-frame image-missing scanning" : "image-frame image-missing"}>
                        <p>{isDrawn ? texts.viewer.huge : texts.viewer.broken}</p>
                        {isDrawn
                            ? <Button onClick={() => setWanted(true)}>{texts.viewer.showAnyway}</Button>
                            : <a className="button" href={image.url} download>{texts.actions.download}</a>}
                    </div>
                )
                : <ImageCanvas key={words.page} source={isDrawn ? image.url : undefined} description={description} isScanning={isScanning} words={words}
                    onBroken={() => setBroken(true)} />}
            <figcaption>{caption}</figcaption>
            {pages > 1 && <Pager page={words.page} pages={pages} onPage={words.onPage} />}
        </figure>
    );
}
