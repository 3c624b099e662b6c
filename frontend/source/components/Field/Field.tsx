import type { InputHTMLAttributes } from "react";
import "./Field.css";

/** A line of text with its name above it. */
export function Field({ label, ...input }: { label: string } & InputHTMLAttributes<HTMLInputElement>) {
    return (
        <label className="field">
            <span>{label}</span>
            <input {...input} />
        </label>
    );
}
