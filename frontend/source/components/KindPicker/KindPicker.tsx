import type { KindName } from "../../api/documents";
import { kinds } from "../../jobs/kinds";
import "./KindPicker.css";

export function KindPicker({ chosen, onChoose }: { chosen: KindName; onChoose: (kind: KindName) => void }) {
    return (
        <fieldset className="kind-picker">
            <legend className="visually-hidden">What to do with the images</legend>
            {kinds.map(({ name, title }) => (
                <label key={name} data-testid={`kind-${name}`}>
                    <input
                        type="radio" name="kind" value={name} className="visually-hidden"
                        checked={chosen === name} onChange={() => onChoose(name)}
                    />
                    <span>{title}</span>
                </label>
            ))}
        </fieldset>
    );
}
