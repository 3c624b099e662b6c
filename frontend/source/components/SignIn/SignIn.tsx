import { FormEvent, useState } from "react";
import { Problem } from "../../api/Problem";
import { usePage } from "../../hooks/usePage";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Field } from "../Field/Field";
import { Mark } from "../Masthead/Masthead";
import "./SignIn.css";

/** Name and password, where the service wants to know who one is; `whyNot` tells why a link did not do. */
export function SignIn({ whyNot }: { whyNot: Problem | undefined }) {
    const { account } = usePage();
    const [problem, setProblem] = useState(whyNot);
    const [isUnderWay, setUnderWay] = useState(false);
    const submit = (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        setUnderWay(true);
        setProblem(undefined);
        account.signIn({ user: String(fields.get("user") ?? "").trim(), password: String(fields.get("password") ?? "") })
            .catch((error: unknown) => {
                setProblem(Problem.from(error));
                setUnderWay(false);
            });
    };
    return (
        <main className="sign-in" data-testid="sign-in">
            <Mark />
            <form className="card" onSubmit={submit}>
                <h1>{texts.session.title}</h1>
                <Field label={texts.session.user} name="user" autoComplete="username" autoFocus required />
                <Field label={texts.session.password} name="password" type="password" autoComplete="current-password" required />
                {problem && <p className="sign-in-problem" role="alert" data-testid="problem">{problem.detail}</p>}
                <Button look="primary" type="submit" disabled={isUnderWay}>{texts.session.signIn}</Button>
            </form>
        </main>
    );
}
