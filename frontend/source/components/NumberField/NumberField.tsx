import { useId, useState } from "react";
import { nearestGood } from "../../jobs/nearestGood";
import { texts } from "../../texts/texts";
import "./NumberField.css";

interface Properties {
    label: string;
    unit: string;
    value: number;
    minimum: number;
    maximum: number;
    /** Called with whole numbers inside the bounds only. */
    onChange(value: number): void;
}

/** A whole number; what is typed outside the bounds is marked, and on leaving replaced by the nearest good value. */
export function NumberField({ label, unit, value, minimum, maximum, onChange }: Properties) {
    const id = useId();
    const [text, setText] = useState(String(value));
    const isGood = (typed: string) => /^\d+$/.test(typed) && Number(typed) >= minimum && Number(typed) <= maximum;
    const type = (typed: string) => {
        setText(typed);
        if (isGood(typed)) onChange(Number(typed));
    };
    const leave = () => {
        const nearest = nearestGood(text, value, minimum, maximum);
        setText(String(nearest));
        if (nearest !== value) onChange(nearest);
    };
    return (
        <div className="number-field">
            <label htmlFor={id}>{label}</label>
            <input
                id={id} inputMode="numeric" autoComplete="off" value={text} size={5} aria-invalid={!isGood(text)}
                onChange={(event) => type(event.target.value)} onBlur={leave}
            />
            <span>{texts.counts.range(unit, minimum, maximum)}</span>
        </div>
    );
}
