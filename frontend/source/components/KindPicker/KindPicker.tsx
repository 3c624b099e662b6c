import type { KindName } from "../../api/documents";
import { Kind, kinds, kindTitle } from "../../jobs/kinds";
import { texts } from "../../texts/texts";
import "./KindPicker.css";

interface Properties {
    chosen: KindName;
    onChoose(kind: KindName): void;
    /** Where several pickers are in sight, each has a name of its own. */
    name?: string;
    among?: readonly Kind[];
}

export function KindPicker({ chosen, onChoose, name: group = "kind", among = kinds }: Properties) {
    return (
        <fieldset className="kind-picker">
            <legend className="visually-hidden">{texts.composer.whatToDo}</legend>
            {among.map(({ name }) => (
                <label key={name} data-testid={`${group}-${name}`}>
                    <input
                        type="radio" name={group} value={name} className="visually-hidden"
                        checked={chosen === name} onChange={() => onChoose(name)}
                    />
                    <span>{kindTitle(name)}</span>
                </label>
            ))}
        </fieldset>
    );
}
