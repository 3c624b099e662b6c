/// All codes, for those who describe them.
extension Problem.Code {
    /// Codes of refused requests.
    package static let ofRequests: [Self] = [
        .malformedRequest, .unknownHost, .foreignWrite, .preconditionFailed, .rangeNotSatisfiable, .emptyBody,
        .missingImage, .malformedBody, .tooManyParts, .bodyTooLarge, .unsupportedMediaType, .unsupportedImage,
        .malformedImage, .tooManyPixels, .unknownField, .unknownKind, .invalidOption, .invalidUser,
        .invalidID,
        .invalidKey, .idempotencyMismatch, .invalidCursor, .invalidWebhook, .unknownDelivery, .unknownJob,
        .gone, .unknownRoute, .notCancellable,
        .notExplainable, .notRetryable, .notDeletable, .methodNotAllowed, .serviceUnavailable, .tooMuchWork,
        .quotaExceeded, .dailyQuotaExceeded, .largerThanQuota, .invalidRules,
        .storageFull, .internalError, .quarantined, .notAcceptable, .foreignRead, .unauthenticated,
        .wrongCredentials, .signInThrottled, .signInNotNeeded, .forbidden, .unknownUser, .nameTaken,
        .lastAdmin,
        .invalidPassword, .wrongPassword, .unknownKey, .invalidLink,
    ]

    /// Codes of failed jobs.
    package static let ofJobs: [Self] = [
        .badImage, .tooManyPixels, .crashed, .memoryLimit, .cpuLimit, .storageLimit, .timeLimit, .stallLimit,
        .deadlinePassed, .quarantined, .inputMissing, .photoUnavailable, .photoTooLarge, .photoMalformed,
        .machineTrouble, .storageFull, .internalError,
    ]
}
