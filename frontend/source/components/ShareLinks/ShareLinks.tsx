import { useState } from "react";
import { Api } from "../../api/Api";
import type { JobDocument, ShareDocument } from "../../api/documents";
import { Problem } from "../../api/Problem";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { clockText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { CopyButton } from "../CopyButton/CopyButton";
import { Icon } from "../Icon/Icon";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import "./ShareLinks.css";

/** Links to the job's files for people without an account. Without accounts everybody has them anyway. */
export function ShareLinks({ job }: { job: JobDocument }) {
    const standing = useStore(usePage().account.standing);
    const [shared, setShared] = useState<ShareDocument>();
    const [problem, setProblem] = useState<Problem>();
    if (standing.type !== "signedIn" || standing.session.auth === "open" || job.files.length === 0) return null;
    const share = () => void Api.share(job.id).then(setShared, (error: unknown) => setProblem(Problem.from(error)));
    return (
        <section className="share-links" aria-label={texts.share.title}>
            {!shared && <Button data-testid="share" onClick={share}><Icon name="share" />{texts.share.make}</Button>}
            {problem && <ProblemNote detail={problem.detail} code={problem.code} />}
            {shared && <p role="status">{texts.share.until(clockText(shared.expires_at))}</p>}
            {shared?.links.map(({ name, url }) => (
                <div key={name} className="share-link" data-testid="share-link">
                    <a href={url}>{name}</a>
                    <CopyButton look="secondary" text={new URL(url, window.location.href).href} title={texts.share.copy} testID={`copy-link-${name}`} />
                </div>
            ))}
        </section>
    );
}
