import type { Fact } from "../../jobs/factsOf";
import "./Facts.css";

export function Facts({ facts }: { facts: readonly Fact[] }) {
    return (
        <dl className="facts" data-testid="facts">
            {facts.map(({ name, value }) => (
                <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            ))}
        </dl>
    );
}
