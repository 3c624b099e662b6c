import { createRoot } from "react-dom/client";
import "./styles/tokens.css";
import "./styles/base.css";
import { App } from "./components/App/App";
import { newUserCookie } from "./userCookie";

const cookie = newUserCookie(document.cookie, crypto.getRandomValues(new Uint8Array(8)));
if (cookie !== undefined) document.cookie = cookie;

const place = document.getElementById("page");
if (place) createRoot(place).render(<App />);
