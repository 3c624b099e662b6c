import type { AttemptDocument } from "../../api/documents";
import { attemptEnd } from "../../jobs/attemptEnd";
import { stageTitle } from "../../jobs/stages";
import { bytesText, durationText, percentText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import "./Attempts.css";

/** Every try of the job, shown where there is more to tell than that it went well. */
export function Attempts({ attempts }: { attempts: readonly AttemptDocument[] }) {
    return (
        <section className="attempts" data-testid="attempts">
            <h2>{texts.attempts.title}</h2>
            <ol>
                {attempts.map((attempt) => (
                    <li key={attempt.number}>
                        <span>{attempt.number}. {attemptEnd(attempt)}</span>
                        <span className="attempts-cost">{costs(attempt)}</span>
                    </li>
                ))}
            </ol>
        </section>
    );
}

function costs({ end, stage, progress, cpu_ms, peak_memory_kib }: AttemptDocument): string {
    const isUnfinished = end !== "completed" && stage !== undefined && progress !== undefined;
    return [
        isUnfinished && `${stageTitle(stage)}, ${percentText(progress)}`,
        cpu_ms !== undefined && texts.attempts.cpu(durationText(cpu_ms)),
        peak_memory_kib !== undefined && bytesText(peak_memory_kib * 1024),
    ].filter(Boolean).join(" · ");
}
