import Documents
import Jobs

/// The calls about webhooks.
extension Operation {
    static let webhooks = [listDeliveries, redeliver]

    private static let listDeliveries = Operation(
        method: "GET", path: "/api/jobs/{id}/webhooks", id: "listDeliveries", tag: .jobs,
        summary: "Look at a job's webhooks",
        details:
            "What the receiver was told of the job's ends, and how each try went. For the job's owner alone.",
        parameters: [.job, .user, .cookie],
        answers: [
            Answer(
                status: 200, details: "The deliveries, oldest first.",
                schema: Schema.reference("DeliveryList"))
        ],
        problems: namingProblems)

    private static let redeliver = Operation(
        method: "POST", path: "/api/jobs/{id}/webhooks/{number}/redeliver", id: "redeliver", tag: .jobs,
        summary: "Tell a receiver again",
        details: "The receiver is tried at once, with the same message, whatever became of it before.",
        parameters: [.job, .delivery, .user, .cookie],
        answers: [
            Answer(
                status: 202, details: "The delivery, which waits to be made.",
                schema: Schema.reference("Delivery"),
                headers: [(name: "Location", details: "Where the job's deliveries are.")])
        ],
        problems: namingProblems + [.unknownDelivery])
}

extension Operation.Parameter {
    /// Names a delivery.
    static let delivery = Operation.Parameter(
        name: "number", place: .path, schema: Schema.count("As the list has it.", 1...Int(Int32.max)),
        details: "The delivery's number, as the list of the job's webhooks has it.")
}

extension Schema {
    /// The documents of webhooks, by name.
    static var deliveryDocuments: [String: JSONValue] {
        ["DeliveryList": deliveryList, "Delivery": delivery, "DeliveryTry": deliveryTry]
    }

    private static var deliveryList: JSONValue {
        object(
            "The deliveries of a job.", ["deliveries": list(of: reference("Delivery"), "Oldest first.")])
    }

    private static var delivery: JSONValue {
        object(
            "One end of a job, told to the receiver of its webhook.",
            [
                "number": count("Among all deliveries."), "message": text("The webhook-id of the message."),
                "type": word(
                    "What happened.", ["job.completed", "job.failed", "job.cancelled"]),
                "url": text("The receiver."),
                "state": word("Where it stands.", ["waiting", "delivered", "given_up"]),
                "created_at": time("When the job ended."),
                "next_at": time("When the receiver is tried next."),
                "delivered_at": time("When the receiver took it."),
                "tries": list(of: reference("DeliveryTry"), "First to last."),
            ], optional: ["next_at", "delivered_at"])
    }

    private static var deliveryTry: JSONValue {
        object(
            "One try to deliver.",
            [
                "at": time("When it began."), "took_ms": count("How long it took."),
                "status": count("The receiver's answer."),
                "failure": word("Why it failed.", DeliveryFailure.allCases.map(\.rawValue)),
            ], optional: ["status", "failure"])
    }
}
