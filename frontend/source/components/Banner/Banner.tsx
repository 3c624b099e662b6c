import type { Problem } from "../../api/Problem";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import "./Banner.css";

/** Says that what is shown may be stale, and why. */
export function Banner({ problem, isOnline, onRetry }: { problem: Problem | undefined; isOnline: boolean; onRetry: () => void }) {
    const sentence = !isOnline ? texts.problems.offline : problem?.isOutage ? texts.problems.stale : problem?.detail;
    if (sentence === undefined) return null;
    return (
        <div className="banner" role="alert" data-testid="banner">
            <Icon name="alert" />
            <p>{sentence}</p>
            {isOnline && <Button look="quiet" onClick={onRetry}>{texts.actions.tryNow}</Button>}
        </div>
    );
}
