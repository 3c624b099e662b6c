import { FormEvent, useEffect, useState } from "react";
import { Api } from "../../api/Api";
import type { AccountDocument } from "../../api/documents";
import { Problem } from "../../api/Problem";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Field } from "../Field/Field";

/** One's own password; who came by a link has none yet. */
export function PasswordForm({ user }: { user: string }) {
    const [account, setAccount] = useState<AccountDocument>();
    const [outcome, setOutcome] = useState<string>();
    useEffect(() => void Api.account().then(setAccount, (error: unknown) => setOutcome(Problem.from(error).detail)), []);
    const submit = (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const form = event.currentTarget;
        const fields = new FormData(form);
        const current = fields.get("current");
        Api.changeAccount({ password: String(fields.get("password")), ...(current !== null && { current_password: String(current) }) }).then((changed) => {
            setAccount(changed);
            setOutcome(texts.settings.passwordChanged);
            form.reset();
        }, (error: unknown) => setOutcome(Problem.from(error).detail));
    };
    return (
        <section className="card settings-section" aria-label={texts.settings.password}>
            <h2>{texts.settings.password}</h2>
            {account?.has_password === false && <p className="settings-hint">{texts.settings.noPassword}</p>}
            <form className="settings-form" onSubmit={submit} data-testid="password-form">
                <input type="text" name="username" autoComplete="username" value={user} readOnly hidden />
                {account?.has_password && <Field label={texts.settings.current} name="current" type="password" autoComplete="current-password" required />}
                <Field label={texts.settings.next} name="password" type="password" autoComplete="new-password" minLength={8} maxLength={256} required />
                <Button type="submit">{texts.settings.change}</Button>
                {outcome !== undefined && <p role="status">{outcome}</p>}
            </form>
        </section>
    );
}
