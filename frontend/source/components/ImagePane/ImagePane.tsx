import { useState } from "react";
import { texts } from "../../texts/texts";
import "./ImagePane.css";

interface Properties {
    source: string;
    /** What the picture is, for those who do not see it. */
    description: string;
    caption: string;
}

/** A picture that a job made. */
export function ImagePane({ source, description, caption }: Properties) {
    const [isBroken, setBroken] = useState(false);
    return (
        <figure className="image-pane">
            <a className="result-frame" href={source} target="_blank" rel="noreferrer">
                {isBroken
                    ? <span>{texts.viewer.broken}</span>
                    : <img src={source} alt={description} onError={() => setBroken(true)} />}
            </a>
            <figcaption>{caption}</figcaption>
        </figure>
    );
}
