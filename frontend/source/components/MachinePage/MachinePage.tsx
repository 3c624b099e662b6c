import { useEffect, useState } from "react";
import { Api } from "../../api/Api";
import type { SessionDocument } from "../../api/documents";
import { Problem } from "../../api/Problem";
import { useMachine } from "../../hooks/useMachine";
import { useOnline } from "../../hooks/useOnline";
import { usePage } from "../../hooks/usePage";
import { durationText, numberText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { Banner } from "../Banner/Banner";
import { NumberField } from "../NumberField/NumberField";
import { Button } from "../Button/Button";
import { Plot } from "../Plot/Plot";
import { Failures } from "./Failures";
import { LiveProcessors } from "./LiveProcessors";
import { Shares } from "./Shares";
import { Users } from "./Users";
import "../SettingsPage/SettingsPage.css";
import "./MachinePage.css";

/** How the machine does, for those who run it. */
export function MachinePage({ session }: { session: SessionDocument }) {
    const { notifier } = usePage();
    const { moments, failures, problem, refresh } = useMachine();
    const isOnline = useOnline();
    useEffect(() => notifier.setHeading(`${texts.views.machine} – Platen`), [notifier]);
    const now = moments.at(-1);
    return (
        <main className="machine-page page-width" data-testid="machine-page">
            <h1>{texts.views.machine}</h1>
            <Banner problem={problem} isOnline={isOnline} onRetry={refresh} />
            {now && (
                <>
                    <div className="machine-plots">
                        <Plot title={texts.machine.waiting} values={moments.map((moment) => moment.waiting)} shown={(value) => numberText(value)} />
                        <Plot title={texts.machine.oldestWait} values={moments.map((moment) => moment.oldest_wait_ms)}
                            shown={durationText} />
                    </div>
                    <section className="card settings-section" aria-label={texts.machine.processors}>
                        <h2>{texts.machine.processors}</h2>
                        <p data-testid="busy">{texts.machine.busy(now.processors.busy, now.processors.wanted)}</p>
                        <LiveProcessors held={now.processing ?? []} />
                        <Resize wanted={now.processors.wanted} onDone={refresh} />
                    </section>
                    <Shares state={now} />
                    {failures && <Failures failures={failures} />}
                </>
            )}
            {session.auth === "required" && <Users self={session.user} />}
        </main>
    );
}

function Resize({ wanted, onDone }: { wanted: number; onDone: () => void }) {
    const [value, setValue] = useState(wanted);
    const [outcome, setOutcome] = useState<string>();
    const resize = () => void Api.resize(value).then(() => {
        setOutcome(texts.machine.resized(value));
        onDone();
    }, (error: unknown) => setOutcome(Problem.from(error).detail));
    return (
        <div className="settings-form">
            <NumberField label={texts.machine.wanted} unit="" value={value} minimum={1} maximum={256} onChange={setValue} />
            <Button data-testid="resize" onClick={resize}>{texts.machine.resize}</Button>
            {outcome !== undefined && <p role="status">{outcome}</p>}
        </div>
    );
}
