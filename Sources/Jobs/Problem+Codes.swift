/// All codes, for those who describe them.
extension Problem.Code {
    /// Codes of refused requests.
    package static let ofRequests: [Self] = [
        .malformedRequest, .unknownHost, .foreignWrite, .preconditionFailed, .rangeNotSatisfiable, .emptyBody,
        .missingImage, .malformedBody, .tooManyParts, .bodyTooLarge, .unsupportedMediaType, .unsupportedImage,
        .malformedImage, .tooManyPixels, .unknownField, .unknownKind, .unknownLanguage, .invalidOption,
        .invalidUser,
        .invalidID,
        .invalidKey, .idempotencyMismatch, .invalidCursor, .invalidWebhook, .unknownDelivery, .unknownJob,
        .gone, .formUnavailable, .unknownRoute, .notCancellable,
        .notRetryable, .notDeletable, .methodNotAllowed, .serviceUnavailable, .tooMuchWork, .quotaExceeded,
        .storageFull, .internalError, .quarantined, .notAcceptable, .foreignRead,
    ]

    /// Codes of failed jobs.
    package static let ofJobs: [Self] = [
        .badImage, .tooManyPixels, .tooManyPages, .lockedPDF, .crashed, .memoryLimit, .cpuLimit,
        .storageLimit, .timeLimit, .stallLimit,
        .deadlinePassed, .quarantined, .inputMissing, .photoUnavailable, .photoTooLarge, .photoMalformed,
        .machineTrouble, .storageFull, .internalError,
    ]
}
