import type { CSSProperties } from "react";
import "./ProgressBar.css";

/** How far something has come, from 0 to 1; without a value it is under way, nobody knows how far. */
export function ProgressBar({ value, label }: { value?: number | undefined; label: string }) {
    const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
    return (
        <div
            className={percent === undefined ? "progress-bar unknown" : "progress-bar"}
            role="progressbar"
            aria-label={label}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            style={{ "--part": (percent ?? 0) / 100 } as CSSProperties}
        />
    );
}
