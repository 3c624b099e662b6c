import type { ButtonHTMLAttributes } from "react";
import "./Button.css";

interface Properties extends ButtonHTMLAttributes<HTMLButtonElement> {
    /** `primary` once on a screen at most. */
    look?: "primary" | "secondary" | "quiet";
}

export function Button({ look = "secondary", type = "button", className = "", ...rest }: Properties) {
    return <button type={type} className={`button ${look} ${className}`} {...rest} />;
}
