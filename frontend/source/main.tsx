import { createRoot } from "react-dom/client";
import "./styles/tokens.css";
import "./styles/base.css";
import { buildPage } from "./buildPage";
import { App } from "./components/App/App";
import { PageContext } from "./hooks/usePage";
import { newUserCookie } from "./userCookie";

const cookie = newUserCookie(document.cookie, crypto.getRandomValues(new Uint8Array(8)));
if (cookie !== undefined) document.cookie = cookie;

const place = document.getElementById("page");
if (place) createRoot(place).render(<PageContext.Provider value={buildPage(cookie !== undefined)}><App /></PageContext.Provider>);
