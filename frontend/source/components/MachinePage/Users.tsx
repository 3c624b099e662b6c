import { FormEvent, useCallback, useEffect, useState } from "react";
import { Api } from "../../api/Api";
import type { AccountDocument } from "../../api/documents";
import { Problem } from "../../api/Problem";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Field } from "../Field/Field";

/** Who may use the service, and with which weight they share the processors. */
export function Users({ self }: { self: string }) {
    const [users, setUsers] = useState<readonly AccountDocument[]>([]);
    const [problem, setProblem] = useState<Problem>();
    const read = useCallback(() => Api.users().then((found) => {
        setUsers(found);
        setProblem(undefined);
    }), []);
    const tell = useCallback((error: unknown) => setProblem(Problem.from(error)), []);
    useEffect(() => void read().catch(tell), [read, tell]);

    const add = (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const form = event.currentTarget;
        const fields = new FormData(form);
        const user = { name: String(fields.get("name")).trim(), password: String(fields.get("password")), role: String(fields.get("role")) };
        void Api.addUser(user).then(() => {
            form.reset();
            return read();
        }).catch(tell);
    };
    const weigh = (name: string, text: string) => void Api.changeUser(name, { weight: text.trim() === "" ? null : Number(text) }).then(read).catch(tell);
    const remove = (name: string) => {
        if (window.confirm(texts.users.confirmRemoval(name))) void Api.removeUser(name).then(read).catch(tell);
    };
    return (
        <section className="card settings-section" aria-label={texts.users.title}>
            <h2>{texts.users.title}</h2>
            {problem && <p className="settings-problem" role="alert">{problem.detail}</p>}
            <ul className="settings-rows" data-testid="users">
                {users.map(({ name, role, weight }) => (
                    <li key={name}>
                        <bdi>{name}</bdi>
                        <span className="settings-hint">{texts.users.roles[role]}</span>
                        <label className="setting">
                            <span>{texts.users.weight}</span>
                            <input className="users-weight" type="number" min="0.1" step="any" defaultValue={weight ?? 1} aria-label={`${texts.users.weight}: ${name}`}
                                onBlur={(event) => Number(event.target.value) !== (weight ?? 1) && weigh(name, event.target.value)} />
                        </label>
                        <Button look="quiet" disabled={name === self} aria-label={`${texts.users.remove}: ${name}`} onClick={() => remove(name)}>{texts.users.remove}</Button>
                    </li>
                ))}
            </ul>
            <form className="settings-form" onSubmit={add} data-testid="user-form">
                <Field label={texts.session.user} name="name" required maxLength={64} autoComplete="off" />
                <Field label={texts.session.password} name="password" type="password" required minLength={8} autoComplete="new-password" />
                <label className="field">
                    <span>{texts.users.role}</span>
                    <select name="role" defaultValue="user">
                        <option value="user">{texts.users.roles.user}</option>
                        <option value="admin">{texts.users.roles.admin}</option>
                    </select>
                </label>
                <Button type="submit">{texts.users.add}</Button>
            </form>
        </section>
    );
}
