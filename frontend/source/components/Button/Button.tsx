import type { ButtonHTMLAttributes, RefObject } from "react";
import "./Button.css";

interface Properties extends ButtonHTMLAttributes<HTMLButtonElement> {
    /** `primary` once on a screen at most. */
    look?: "primary" | "secondary" | "quiet";
    buttonRef?: RefObject<HTMLButtonElement> | undefined;
}

export function Button({ look = "secondary", type = "button", className = "", buttonRef, ...rest }: Properties) {
    return <button ref={buttonRef} type={type} className={`button ${look} ${className}`} {...rest} />;
}
