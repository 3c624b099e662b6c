import type { JobDocument } from "../../api/documents";
import { texts } from "../../texts/texts";
import "./PhotoCredit.css";

/** Whom to thank for a picture, with links to its author and its own page as its source asks for. */
export function PhotoCredit({ result }: { result: JobDocument["result"] }) {
    const { author, author_url: authorURL, page_url: pageURL, attribution, title, note } = textsOf(result);
    const words = texts.job;
    return (
        <p className="photo-credit" data-testid="photo-credit">
            {title && <span>{title.charAt(0).toUpperCase() + title.slice(1)}. </span>}
            {author && authorURL && pageURL
                ? <>{words.photoBy} <Outside href={authorURL}>{author}</Outside> {words.photoOn} <Outside href={pageURL}>Unsplash</Outside>.</>
                : attribution && `${attribution}.`}
            {note && <span> {note}</span>}
        </p>
    );
}

function Outside({ href, children }: { href: string; children: string }) {
    return <a href={href} target="_blank" rel="noreferrer">{children}</a>;
}

/** The members that are text; a link that leads anywhere but to a secure page is left out. */
function textsOf(result: JobDocument["result"]): Record<string, string | undefined> {
    const found: Record<string, string | undefined> = {};
    for (const [name, value] of Object.entries(result ?? {})) {
        if (typeof value === "string" && (!name.endsWith("_url") || value.startsWith("https://"))) found[name] = value;
    }
    return found;
}
