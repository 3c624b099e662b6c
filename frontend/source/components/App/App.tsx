import { useLanguage } from "../../hooks/useLanguage";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { SignIn } from "../SignIn/SignIn";
import { Workplace } from "./Workplace";

/** The whole page: the sign-in where one is needed, else the place to work. It is drawn anew in another language. */
export function App() {
    const { account } = usePage();
    const standing = useStore(account.standing);
    const language = useLanguage();
    if (language === undefined || standing.type === "unknown") return <main aria-busy="true" />;
    return standing.type === "signedOut" ? <SignIn key={language} /> : <Workplace key={language} session={standing.session} />;
}
