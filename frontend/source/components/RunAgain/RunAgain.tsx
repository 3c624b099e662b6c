import { useState } from "react";
import { Api } from "../../api/Api";
import type { JobDocument } from "../../api/documents";
import type { JobRequest } from "../../api/JobRequest";
import { Problem } from "../../api/Problem";
import { usePage } from "../../hooks/usePage";
import { kinds } from "../../jobs/kinds";
import { nameOf } from "../../jobs/names";
import { requestFor } from "../../jobs/requestFor";
import { requestOf } from "../../jobs/requestOf";
import { jobHash, listHash } from "../../routes";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { KindPicker } from "../KindPicker/KindPicker";
import { OptionFields } from "../OptionFields/OptionFields";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import "./RunAgain.css";

/** The options that the job had, and the same image done once more with others: as a job of its own. */
export function RunAgain({ job }: { job: JobDocument }) {
    const { feed, uploader } = usePage();
    const [request, setRequest] = useState<JobRequest>(() => requestOf(job));
    const [problem, setProblem] = useState<Problem>();
    const [isUnderWay, setUnderWay] = useState(false);
    const takesImage = job.input !== undefined;

    const run = async () => {
        const wanted = requestFor(request);
        if (!job.input) {
            const made = await Api.submit(wanted);
            feed.accept(made);
            window.location.hash = jobHash(made.id);
            return;
        }
        const image = await Api.file(job.input.url);
        void uploader.add([new File([image], nameOf(job), { type: job.input.media_type })], wanted);
        window.location.hash = listHash;
    };
    const start = () => {
        setUnderWay(true);
        setProblem(undefined);
        run().catch((error: unknown) => setProblem(Problem.from(error))).finally(() => setUnderWay(false));
    };
    return (
        <details className="run-again" data-testid="run-again" open={job.kind === "ascii"}>
            <summary>{texts.job.runAgain}</summary>
            <div className="run-again-options">
                <KindPicker name="again" chosen={request.kind} among={kinds.filter((kind) => kind.takesImage === takesImage)}
                    onChoose={(kind) => setRequest({ kind, options: kind === job.kind ? requestOf(job).options : {} })} />
                <OptionFields key={request.kind} request={request} onChange={setRequest} />
                <Button disabled={isUnderWay} data-testid="run-again-start" onClick={start}>{texts.job.run}</Button>
                {problem && <ProblemNote detail={problem.detail} code={problem.code} />}
            </div>
        </details>
    );
}
