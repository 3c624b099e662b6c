import { createRoot } from "react-dom/client";
import "./styles/tokens.css";
import "./styles/base.css";
import "./shell/early";
import { buildPage } from "./buildPage";
import { App } from "./components/App/App";
import { PageContext } from "./hooks/usePage";
import { preferencesStore } from "./preferences/preferencesStore";
import { speak } from "./texts/texts";
import { newUserCookie } from "./userCookie";

const cookie = newUserCookie(document.cookie, crypto.getRandomValues(new Uint8Array(8)));
if (cookie !== undefined) document.cookie = cookie;

const place = document.getElementById("page");
if (place) {
    const page = buildPage(cookie !== undefined);
    // The shell stays until the view that follows can speak.
    void speak(preferencesStore.value.language, navigator.languages).catch(() => undefined)
        .then(() => createRoot(place).render(<PageContext.Provider value={page}><App /></PageContext.Provider>));
}
