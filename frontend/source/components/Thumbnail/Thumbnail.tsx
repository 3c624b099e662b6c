import { useState } from "react";
import { Icon, IconName } from "../Icon/Icon";
import "./Thumbnail.css";

interface Properties {
    /** The image; an icon stands in while there is none and when it cannot be shown. */
    source: string | undefined;
    icon?: IconName;
    /** Draws the light of a scanner passing over it. */
    isScanning?: boolean;
}

export function Thumbnail({ source, icon = "image", isScanning = false }: Properties) {
    const [broken, setBroken] = useState<string>();
    const shown = source !== undefined && source !== broken;
    return (
        <span className={isScanning ? "thumbnail scanning" : "thumbnail"}>
            {shown
                ? <img src={source} alt="" loading="lazy" decoding="async" onError={() => setBroken(source)} />
                : <Icon name={icon} />}
        </span>
    );
}
