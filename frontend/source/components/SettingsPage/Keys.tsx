import { FormEvent, useCallback, useEffect, useState } from "react";
import { Api } from "../../api/Api";
import type { KeyDocument } from "../../api/documents";
import { Problem } from "../../api/Problem";
import { agoText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { CopyButton } from "../CopyButton/CopyButton";
import { Field } from "../Field/Field";

/** Keys by which programs act for a person. Each is shown once, when it is made. */
export function Keys() {
    const [keys, setKeys] = useState<readonly KeyDocument[]>([]);
    const [fresh, setFresh] = useState<KeyDocument>();
    const [problem, setProblem] = useState<Problem>();
    const read = useCallback(() => Api.keys().then(setKeys), []);
    const tell = useCallback((error: unknown) => setProblem(Problem.from(error)), []);
    useEffect(() => void read().catch(tell), [read, tell]);

    const make = (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const form = event.currentTarget;
        Api.makeKey(String(new FormData(form).get("name")).trim()).then((key) => {
            setFresh(key);
            setProblem(undefined);
            form.reset();
            return read();
        }).catch(tell);
    };
    const revoke = (id: string) => void Api.revokeKey(id).then(read).catch(tell);
    return (
        <section className="card settings-section" aria-label={texts.keys.title}>
            <h2>{texts.keys.title}</h2>
            <p className="settings-hint">{texts.keys.hint}</p>
            <form className="settings-form" onSubmit={make} data-testid="key-form">
                <Field label={texts.keys.name} name="name" required maxLength={64} />
                <Button type="submit">{texts.keys.make}</Button>
            </form>
            {problem && <p className="settings-problem" role="alert">{problem.detail}</p>}
            {fresh?.key !== undefined && (
                <div className="fresh-key" role="status" data-testid="fresh-key">
                    <p>{texts.keys.once}</p>
                    <code>{fresh.key}</code>
                    <CopyButton text={fresh.key} testID="copy-key" look="secondary" />
                </div>
            )}
            <ul className="settings-rows">
                {keys.map((key) => (
                    <li key={key.id} data-testid="key">
                        <span>{key.name}</span>
                        <span className="settings-hint">
                            {key.last_used_at === undefined ? texts.keys.neverUsed : texts.keys.lastUsed(agoText(key.last_used_at, new Date()))}
                        </span>
                        <Button look="quiet" aria-label={`${texts.keys.revoke}: ${key.name}`} onClick={() => revoke(key.id)}>{texts.keys.revoke}</Button>
                    </li>
                ))}
            </ul>
        </section>
    );
}
