import Documents
import Jobs

/// The documents that the service answers with, by name.
extension Schema {
    static var documents: [String: JSONValue] {
        [
            "Job": job, "JobList": jobList, "Attempt": attempt, "File": file(isInput: false),
            "Input": file(isInput: true), "JobProblem": jobProblem, "Problem": problem, "Health": health,
            "PlainJob": plainJob, "Result": result, "Status": status, "Processors": processors,
            "ProcessorCounts": processorCounts,
            "Explanation": explanation,
        ].merging(events) { $1 }.merging(deliveryDocuments) { $1 }.merging(sharingDocuments) { $1 }
            .merging(accountDocuments) { $1 }
    }

    private static var identity: JSONValue {
        text("The job's id.", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$")
    }

    private static var requestID: JSONValue {
        text(
            "By which the request is found in the logs; also in the header X-Request-ID.",
            pattern: "^[0-9a-f]{32}$")
    }

    private static var kind: JSONValue { word("What is done.", JobKind.allCases.map(\.rawValue)) }
    private static var state: JSONValue { word("Where it stands.", JobState.allCases.map(\.rawValue)) }
    private static var stage: JSONValue { word("What is being done.", Stage.allCases.map(\.name)) }

    private static var job: JSONValue {
        let members = jobMembers.merging(jobTimes) { $1 }
        let always: Set = [
            "id", "url", "kind", "state", "user", "options", "priority", "created_at", "waited_ms",
            "spent_ms",
            "attempts", "files",
        ]
        return object(
            "A job. What does not apply is absent.", members, optional: Set(members.keys).subtracting(always))
    }

    private static var jobMembers: [String: JSONValue] {
        [
            "id": identity, "job_id": text("The client's own name of it."), "url": text("Its address."),
            "kind": kind, "state": state, "user": text("Whose it is."), "request_id": requestID,
            "priority": count("The higher runs earlier among the user's own jobs.", Priority.range),
            "file_name": text("What the client called the image."),
            "options": object(
                "As they count, defaults filled in.", options, optional: Set(options.keys)),
            "attempts": count("Attempts that have begun."), "stage": stage,
            "progress": number("How far the stage is.", 0...1), "input": reference("Input"),
            "result": ["type": "object", "description": "The answer of a kind that leaves no file."],
            "files": list(of: reference("File"), "The result files."), "problem": reference("JobProblem"),
            "attempt_log": list(of: reference("Attempt"), "The ended attempts, where one job is shown."),
            "explain": reference("Explanation"),
        ]
    }

    private static var options: [String: JSONValue] {
        [
            "width": count("Characters per line."),
            "style": word("How it is drawn.", CharacterStyle.allCases.map(\.rawValue)),
            "invert": ["type": "boolean", "description": "Whether light is dense."],
            "flip": word("How a JPEG of broken blocks is flipped.", Flip.allCases.map(\.rawValue)),
            "text_bytes": count("The length of the text that was sent."),
            "duration_ms": count("How long it sleeps."),
            "prepare": word("Whether the image is made easier to read.", Preparing.allCases.map(\.rawValue)),
            "segmentation": word("How the text lies.", Segmentation.allCases.map(\.rawValue)),
        ]
    }

    private static var jobTimes: [String: JSONValue] {
        [
            "created_at": time("When it was submitted."), "due_at": time("Until when it is scheduled."),
            "deadline_at": time("When it fails unless it has begun."),
            "started_at": time("When the last attempt began."), "ended_at": time("When it ended."),
            "waited_ms": count("How long it waited for a processor."),
            "spent_ms": count("How long the last attempt has held one."),
        ]
    }

    private static var jobList: JSONValue {
        object(
            "Several jobs.",
            [
                "jobs": list(of: reference("Job"), "Newest first."),
                "next": text("The cursor of the next page; absent on the last."),
                "excerpts": excerpts,
            ], optional: ["next", "excerpts"])
    }

    private static var excerpts: JSONValue {
        let piece = object(
            "A piece of the text.",
            [
                "text": text("Plain text."),
                "hit": ["type": "boolean", "description": "Whether it was searched for."],
            ],
            optional: ["hit"])
        return [
            "type": "object",
            "additionalProperties": list(of: piece, "The text around what was searched for."),
            "description": "By the ids of jobs; only in the answer to a search.",
        ]
    }

    private static var attempt: JSONValue {
        object(
            "How an attempt ended.",
            [
                "number": count("From 1."), "started_at": time("When it began."),
                "ended_at": time("When it ended."),
                "end": text(
                    "completed, lost, handed_back, cancelled, or failed, limit, signal and exit with a colon and which."
                ),
                "signal": text("The signal's name."), "cpu_ms": count("Computing time."),
                "peak_memory_kib": count("Largest memory."), "stage": stage,
                "progress": number("How far the stage was.", 0...1),
            ], optional: ["signal", "cpu_ms", "peak_memory_kib", "stage", "progress"])
    }

    private static func file(isInput: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "url": text("Where it is."), "media_type": text("What it is."), "bytes": count("Its length."),
        ]
        if isInput {
            members["width"] = count("In pixels.")
            members["height"] = count("In pixels.")
        } else {
            members["name"] = text("Its name.")
        }
        return object(isInput ? "The image that was sent." : "A result file.", members)
    }

    private static var jobProblem: JSONValue {
        object(
            "Why a job failed.",
            [
                "code": text(
                    "Stable: \(Problem.Code.ofJobs.map(\.rawValue).joined(separator: ", ")).",
                    pattern: "^[a-z_]{1,40}$"),
                "detail": text("A sentence."),
            ])
    }

    private static var problem: JSONValue {
        object(
            "A refusal (RFC 9457).",
            [
                "type": word("Says nothing more.", ["about:blank"]), "title": text("The status in words."),
                "status": count("The status.", 400...599),
                "code": word("Stable.", Problem.Code.ofRequests.map(\.rawValue)),
                "detail": text("A sentence that says what to do."),
                "accepted": list(
                    of: text("The address of a job."),
                    "Jobs of the request that were accepted before the problem arose.", atLeast: 1),
                "request_id": requestID, "fits_at": time("When the same request fits again."),
            ], optional: ["accepted", "request_id", "fits_at"])
    }

    private static var health: JSONValue {
        let part = word("How it does.", ["ok", "down", "full"])
        return object(
            "How the service is, part by part.",
            [
                "status": word("All together.", ["ok", "degraded"]), "waiting": count("Jobs that wait."),
                "parts": object(
                    "Its parts.",
                    [
                        "responder": part, "supervisor": part, "store": part, "storage": part,
                        "processors": part,
                    ]),
                "processors": reference("ProcessorCounts"),
            ])
    }

    private static var processorCounts: JSONValue {
        object(
            "How many there are.",
            [
                "alive": count("Living."), "busy": count("At work."),
                "wanted": count("As many jobs may run at once."),
            ])
    }

    private static var plainJob: JSONValue {
        object(
            "A job in brief.",
            [
                "id": identity, "job_id": text("The client's own name of it."), "kind": kind, "status": state,
                "result": reference("Result"), "error": reference("JobProblem"),
            ], optional: ["job_id", "result", "error"])
    }

    private static var result: JSONValue {
        [
            "type": "object", "required": ["files"],
            "description": "What a completed job brought; members of its own answer may stand beside these.",
            "properties": [
                "files": list(of: reference("File"), "The result files."),
                "text": text("What stands in text.txt, where that is not too long and one job is shown."),
            ],
        ]
    }

    private static var status: JSONValue {
        object(
            "How a job stands.",
            [
                "status": word(
                    "Four states: a scheduled job is pending, a cancelled one failed.",
                    ["pending", "processing", "completed", "failed"]),
                "message": text("A sentence for people."),
                "result": .object(["anyOf": [reference("Result"), ["type": "null"]]]),
            ])
    }

    private static var processors: JSONValue {
        object(
            "How many jobs run at once.",
            ["wanted": count("So many.", ServiceSettings.processorRange)])
    }
}
