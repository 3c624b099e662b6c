import Credentials
import Jobs

extension Problem.Code {
    /// What it says and what to do, in a sentence; the detail of an answer is more exact.
    var meaning: String { Self.meanings[self] ?? "" }

    private static let meanings = requestMeanings.merging(stateMeanings) { $1 }.merging(jobMeanings) { $1 }

    /// Of what is wrong with a request itself.
    private static let requestMeanings: [Self: String] = [
        .malformedRequest: "The first line or a header of the request is malformed or too long.",
        .unknownHost: "The service answers on this machine only: call it localhost or 127.0.0.1.",
        .foreignWrite: "A page of another site may not send this.",
        .preconditionFailed: "The file is not the one that If-Match or If-Unmodified-Since names.",
        .rangeNotSatisfiable: "The file has no bytes in this range.",
        .emptyBody: "The request has no body: send an image.",
        .missingImage: "This kind needs an image.",
        .malformedBody: "The body is cut off, or not of the form that its type says.",
        .tooManyParts: "There are too many images or parts: send several requests.",
        .bodyTooLarge: "The body is larger than one request may be.",
        .unsupportedMediaType: "The body is neither a form, nor an image, nor JSON.",
        .unsupportedImage: "The file is neither PNG nor JPEG.",
        .malformedImage: "The file begins like an image and is none, or is cut off.",
        .tooManyPixels: "The image has more pixels than are taken.",
        .unknownField: "There is no field of this name.",
        .unknownKind: "There is no such kind of job.",
        .invalidOption: "An option is outside its range; the detail names both.",
        .invalidUser: "This is not a user name.",
        .invalidID: "This can be neither a job's id nor a job_id.",
        .invalidKey: "This can be neither an Idempotency-Key nor a job_id, or both were sent.",
        .idempotencyMismatch: "The key was used for a request that asked for something else.",
        .invalidCursor: "The cursor is not the next of a page, or the id of no event.",
        .invalidWebhook: "This is no http or https URL, or it leads to an address that is not public.",
        .invalidRules: "These rules cannot be; the detail names every fault with its place.",
        .unknownRoute: "There is nothing at this address.",
        .notAcceptable: "Events come as text/event-stream or over a WebSocket.",
        .foreignRead: "A page of another site may not read this.",
        .unauthenticated: "Sign in, or send a key as a bearer token.",
        .wrongCredentials:
            "There is no such user, or the password is another; or the sign-in link is used up.",
        .invalidPassword:
            "A password has \(Password.byteRange.lowerBound) to \(Password.byteRange.upperBound) bytes.",
        .invalidLink: "The link is none of this file, or its time is over.",
        .methodNotAllowed: "The address does not take this method; Allow names those that it takes.",
    ]

    /// Of what stands against a request just now.
    private static let stateMeanings: [Self: String] = [
        .unknownJob: "The user has no such job, or the job has no such file.",
        .gone: "The job was removed with its files when its time was over.",
        .unknownDelivery: "The job has no delivery of this number.",
        .signInThrottled: "Too many passwords were tried: wait, then try again.",
        .signInNotNeeded: "This service asks nobody to sign in.",
        .forbidden: "Only an admin may do this.",
        .unknownUser: "There is no such user.",
        .nameTaken: "There is such a user, or jobs are left of one.",
        .lastAdmin: "Make somebody else an admin first.",
        .wrongPassword: "The present password is another.",
        .unknownKey: "The user has no such key.",
        .notCancellable: "The job has ended already.",
        .notExplainable: "The job has ended: there is nothing that it waits for.",
        .notRetryable: "Only a failed or cancelled job can be done again.",
        .notDeletable: "The job was started again while it was to be removed: try again.",
        .serviceUnavailable: "The service takes nothing at the moment: try again soon.",
        .tooMuchWork: "As many jobs wait as the service takes: try again later.",
        .quotaExceeded: "As many jobs of the user wait as one user may have: try again later.",
        .dailyQuotaExceeded: "The user's jobs of today take all that they may: try again at fits_at.",
        .largerThanQuota: "The job alone takes more than the user's jobs of a whole day may.",
        .storageFull: "The disk is full, or nearly so.",
        .internalError: "Something failed inside the service; its log knows more.",
    ]

    /// Of what failed a job.
    private static let jobMeanings: [Self: String] = [
        .badImage: "The image could not be decoded.",
        .crashed: "The processor crashed, more often than a job is tried again.",
        .memoryLimit: "The job needed more memory than it may have.",
        .cpuLimit: "The job needed more computing time than it may have.",
        .storageLimit: "The job wrote more to the disk than it may.",
        .timeLimit: "The job held its processor longer than it may.",
        .stallLimit: "The job showed no progress for longer than it may.",
        .deadlinePassed: "The job had not begun when its own deadline passed.",
        .quarantined: "Processors died of the same content: it is not taken any more.",
        .inputMissing: "The job's files are not where they were put.",
        .photoUnavailable: "The source of pictures refuses, or its answer cannot be read.",
        .photoTooLarge: "The picture has more bytes or pixels than it may.",
        .photoMalformed: "What came as a picture is none.",
        .machineTrouble: "The machine failed the job again and again; nothing is wrong with the image.",
    ]
}
