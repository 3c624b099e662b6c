import "./DropOverlay.css";

/** Covers the window while images are dragged over it. */
export function DropOverlay({ invitation }: { invitation: string }) {
    return (
        <div className="drop-overlay" data-testid="drop-overlay">
            <p>{invitation}</p>
        </div>
    );
}
