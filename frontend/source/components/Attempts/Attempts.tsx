import type { AttemptDocument } from "../../api/documents";
import { attemptEnd } from "../../jobs/attemptEnd";
import { bytesText, durationText } from "../../jobs/units";
import "./Attempts.css";

/** Every try of the job, shown where there is more to tell than that it went well. */
export function Attempts({ attempts }: { attempts: readonly AttemptDocument[] }) {
    return (
        <section className="attempts" data-testid="attempts">
            <h2>Attempts</h2>
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
        isUnfinished && `${stage}, ${Math.round(progress * 100)} %`,
        cpu_ms !== undefined && `${durationText(cpu_ms)} CPU`,
        peak_memory_kib !== undefined && bytesText(peak_memory_kib * 1024),
    ].filter(Boolean).join(" · ");
}
