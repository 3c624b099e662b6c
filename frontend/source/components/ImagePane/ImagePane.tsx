import { useState } from "react";
import "./ImagePane.css";

interface Properties {
    source: string;
    /** What the picture is, for those who do not see it. */
    description: string;
    caption: string;
    isScanning?: boolean;
}

export function ImagePane({ source, description, caption, isScanning = false }: Properties) {
    const [isBroken, setBroken] = useState(false);
    return (
        <figure className="image-pane">
            <a className={isScanning ? "image-frame scanning" : "image-frame"} href={source} target="_blank" rel="noreferrer">
                {isBroken
                    ? <span>This image cannot be shown.</span>
                    : <img src={source} alt={description} onError={() => setBroken(true)} />}
            </a>
            <figcaption>{caption}</figcaption>
        </figure>
    );
}
