import type { Problem } from "../../api/Problem";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import "./Banner.css";

/** Says that what is shown may be stale, and why. */
export function Banner({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
    return (
        <div className="banner" role="alert" data-testid="banner">
            <Icon name="alert" />
            <p>{problem.isOutage ? "The service cannot be reached. What is shown may be out of date." : problem.detail}</p>
            <Button look="quiet" onClick={onRetry}>Try now</Button>
        </div>
    );
}
