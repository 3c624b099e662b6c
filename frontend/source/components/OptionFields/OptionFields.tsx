import type { JobRequest, OptionValue } from "../../api/JobRequest";
import { chosen, kindNamed, KindOption } from "../../jobs/kinds";
import { texts } from "../../texts/texts";
import { NumberField } from "../NumberField/NumberField";
import "./OptionFields.css";

interface Properties {
    request: JobRequest;
    onChange(request: JobRequest): void;
}

/** A field for each option of the request's kind. */
export function OptionFields({ request, onChange }: Properties) {
    const { options } = kindNamed(request.kind);
    const set = (name: string, value: OptionValue) => onChange({ ...request, options: { ...request.options, [name]: value } });
    if (options.length === 0) return null;
    return (
        <div className="option-fields">
            {options.map((option) => (
                <OptionField key={`${request.kind}-${option.name}`} option={option} value={chosen(option, request.options)}
                    onChange={(value) => set(option.name, value)} />
            ))}
        </div>
    );
}

interface FieldProperties {
    option: KindOption;
    value: OptionValue;
    onChange(value: OptionValue): void;
}

function OptionField({ option, value, onChange }: FieldProperties) {
    const words = texts.options[option.name as keyof typeof texts.options];
    const label = words?.label ?? option.name;
    switch (option.type) {
        case "number": return (
            <NumberField label={label} unit={words && "unit" in words ? words.unit : ""} value={Number(value)}
                minimum={option.minimum} maximum={option.maximum} onChange={onChange} />
        );
        case "choice": return (
            <label className="option-choice">
                <span>{label}</span>
                <select value={String(value)} onChange={(event) => onChange(event.target.value)}>
                    {option.choices.map((choice) => <option key={choice} value={choice}>{choiceTitle(words, choice)}</option>)}
                </select>
            </label>
        );
        case "switch": return (
            <label className="option-switch">
                <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
                <span>{label}</span>
            </label>
        );
        case "word": return (
            <label className="option-choice">
                <span>{label}</span>
                <input className="option-word" defaultValue={String(value)} pattern={option.pattern} maxLength={64} size={8} autoComplete="off" autoCapitalize="off"
                    placeholder={texts.options.language.choices.auto} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
            </label>
        );
        case "text": return (
            <label className="option-text">
                <span>{label}</span>
                <textarea rows={2} maxLength={option.maximum} value={String(value)} onChange={(event) => onChange(event.target.value)} />
            </label>
        );
    }
}

function choiceTitle(words: unknown, choice: string): string {
    const { choices } = (words ?? {}) as { choices?: Record<string, string> };
    return choices?.[choice === "" ? "auto" : choice] ?? choice;
}
