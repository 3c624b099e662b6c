import { Icon, IconName } from "../Icon/Icon";
import "./Thumbnail.css";

interface Properties {
    /** The small picture; an icon stands in while there is none. */
    source: string | undefined;
    icon?: IconName;
    /** Draws the light of a scanner passing over it. */
    isScanning?: boolean;
}

export function Thumbnail({ source, icon = "image", isScanning = false }: Properties) {
    return (
        <span className={isScanning ? "thumbnail scanning" : "thumbnail"}>
            {source !== undefined ? <img src={source} alt="" /> : <Icon name={icon} />}
        </span>
    );
}
