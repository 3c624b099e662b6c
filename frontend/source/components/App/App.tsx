import { useLayoutEffect } from "react";
import { useLanguage } from "../../hooks/useLanguage";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { takeOver } from "../../shell/taking";
import { SignIn } from "../SignIn/SignIn";
import { Workplace } from "./Workplace";

/** The whole page: the sign-in where one is needed, else the place to work. It is drawn anew in another language. */
export function App() {
    const { account } = usePage();
    const standing = useStore(account.standing);
    const language = useLanguage();
    const isDrawn = language !== undefined && standing.type !== "unknown";
    // As soon as it is drawn, but after the views inside have begun to listen.
    useLayoutEffect(() => (isDrawn ? takeOver() : undefined), [isDrawn]);
    if (!isDrawn) return <main aria-busy="true" />;
    return standing.type === "signedOut" ? <SignIn key={language} whyNot={standing.problem} /> : <Workplace key={language} session={standing.session} />;
}
