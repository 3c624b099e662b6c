import Jobs

extension Problem.Code {
    /// The status of an answer that carries this problem: the one place where they are chosen.
    var httpStatus: Int {
        switch self {
        case .malformedRequest, .emptyBody, .missingImage, .malformedBody, .tooManyParts, .unknownField,
            .unknownKind, .invalidOption, .invalidUser, .invalidID, .invalidCursor, .invalidKey,
            .invalidPassword:
            400
        case .unauthenticated, .wrongCredentials: 401
        case .foreignWrite, .foreignRead, .forbidden, .wrongPassword, .invalidLink: 403
        case .unknownJob, .unknownDelivery, .unknownRoute, .unknownUser, .unknownKey: 404
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .notCancellable, .notExplainable, .notRetryable, .notDeletable, .signInNotNeeded, .nameTaken,
            .lastAdmin:
            409
        case .gone: 410
        case .preconditionFailed: 412
        case .bodyTooLarge: 413
        case .unsupportedMediaType, .unsupportedImage: 415
        case .rangeNotSatisfiable: 416
        case .unknownHost: 421
        case .malformedImage, .badImage, .tooManyPixels, .quarantined, .idempotencyMismatch, .invalidWebhook,
            .largerThanQuota, .invalidRules:
            422
        case .quotaExceeded, .dailyQuotaExceeded, .signInThrottled: 429
        case .serviceUnavailable, .tooMuchWork: 503
        case .storageFull: 507
        default: 500
        }
    }

    /// Seconds after which the same request may succeed; nil where waiting does not help by itself.
    var retryAfterSeconds: Int? {
        switch self {
        case .serviceUnavailable: 2
        case .signInThrottled: 10
        case .storageFull: 30
        default: nil
        }
    }
}

extension Problem {
    /// The store cannot be read.
    static func storeUnavailable(_ error: any Error) -> Problem {
        Problem(
            .serviceUnavailable, "The jobs cannot be read at the moment. Please try again in a moment.",
            privateDetail: "store: \(error)")
    }
}
