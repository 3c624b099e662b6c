import { listHash } from "../../routes";
import "./Masthead.css";

export function Masthead() {
    return (
        <header className="masthead page-width">
            <a href={listHash} className="mark">
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <rect x="5.5" y="3.5" width="13" height="17" rx="2.5" />
                    <path d="M2 12h20" />
                </svg>
                Platen
            </a>
        </header>
    );
}
