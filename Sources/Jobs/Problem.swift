/// What is wrong with a request or a job, for people and programs: a stable code, one public sentence that says
/// what to do, and detail that only the log sees. The same code stands in the log, the row, the JSON and the page.
package struct Problem: Error, Hashable, Sendable {
    package var code: Code
    /// A sentence for whoever sent the request.
    package var detail: String
    /// For the log only: paths, errno, library messages.
    package var privateDetail: String?
    /// Seconds after which the same request may succeed, where that is known.
    package var retryAfterSeconds: Int?
    /// When the same request fits again, where that is known.
    package var fitsAt: Timestamp?

    package init(
        _ code: Code, _ detail: String, privateDetail: String? = nil, retryAfterSeconds: Int? = nil,
        fitsAt: Timestamp? = nil
    ) {
        self.code = code
        self.detail = detail
        self.privateDetail = privateDetail
        self.retryAfterSeconds = retryAfterSeconds
        self.fitsAt = fitsAt
    }
}

extension Problem {
    /// A stable, lower-case name of what is wrong. Codes are never renamed or reused.
    package struct Code: RawRepresentable, Hashable, Sendable, Codable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package init(from decoder: any Decoder) throws {
            rawValue = try decoder.singleValueContainer().decode(String.self)
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(rawValue)
        }
    }
}

/// Codes of refused requests.
extension Problem.Code {
    /// What nginx cannot read as HTTP, or whose head is too long.
    package static let malformedRequest = Self(rawValue: "malformed_request")
    /// A Host header that names another machine; nginx's.
    package static let unknownHost = Self(rawValue: "unknown_host")
    /// A write that a page of another site sends; nginx's.
    package static let foreignWrite = Self(rawValue: "foreign_write")
    /// `If-Match` or `If-Unmodified-Since` of a result file; nginx's.
    package static let preconditionFailed = Self(rawValue: "precondition_failed")
    /// A `Range` outside of a file; nginx's.
    package static let rangeNotSatisfiable = Self(rawValue: "range_not_satisfiable")
    package static let emptyBody = Self(rawValue: "empty_body")
    package static let missingImage = Self(rawValue: "missing_image")
    package static let malformedBody = Self(rawValue: "malformed_body")
    package static let tooManyParts = Self(rawValue: "too_many_parts")
    package static let bodyTooLarge = Self(rawValue: "body_too_large")
    package static let unsupportedMediaType = Self(rawValue: "unsupported_media_type")
    /// Not an image, or of a format that no processor decodes.
    package static let unsupportedImage = Self(rawValue: "unsupported_image")
    /// Begins like an image, but its header cannot be read.
    package static let malformedImage = Self(rawValue: "malformed_image")
    package static let tooManyPixels = Self(rawValue: "too_many_pixels")
    /// A field that no submission has.
    package static let unknownField = Self(rawValue: "unknown_field")
    package static let unknownKind = Self(rawValue: "unknown_kind")
    package static let invalidOption = Self(rawValue: "invalid_option")
    package static let invalidUser = Self(rawValue: "invalid_user")
    package static let invalidID = Self(rawValue: "invalid_id")
    /// An `Idempotency-Key` or a `job_id` that is none.
    package static let invalidKey = Self(rawValue: "invalid_key")
    /// The key was used for another request.
    package static let idempotencyMismatch = Self(rawValue: "idempotency_mismatch")
    /// A webhook that is no URL, or that leads where none may.
    package static let invalidWebhook = Self(rawValue: "invalid_webhook")
    /// The job has no such delivery.
    package static let unknownDelivery = Self(rawValue: "unknown_delivery")
    package static let invalidCursor = Self(rawValue: "invalid_cursor")
    package static let unknownJob = Self(rawValue: "unknown_job")
    /// The job was there, and its time is over.
    package static let gone = Self(rawValue: "gone")
    package static let unknownRoute = Self(rawValue: "unknown_route")
    /// The job has ended already.
    package static let notCancellable = Self(rawValue: "not_cancellable")
    /// The job has ended: there is nothing that it waits for.
    package static let notExplainable = Self(rawValue: "not_explainable")
    /// The job has not ended, or it succeeded.
    package static let notRetryable = Self(rawValue: "not_retryable")
    /// The job changed while it was to be removed.
    package static let notDeletable = Self(rawValue: "not_deletable")
    /// Events in a form that there is not.
    package static let notAcceptable = Self(rawValue: "not_acceptable")
    /// A stream of events that a page of another site opens.
    package static let foreignRead = Self(rawValue: "foreign_read")
    package static let methodNotAllowed = Self(rawValue: "method_not_allowed")
    /// The supervisor does not answer, or the ring is full.
    package static let serviceUnavailable = Self(rawValue: "service_unavailable")
    /// As many jobs wait as the service takes.
    package static let tooMuchWork = Self(rawValue: "too_much_work")
    /// As many jobs of the user wait as one user may have.
    package static let quotaExceeded = Self(rawValue: "quota_exceeded")
    /// The user's jobs of today have taken what they may.
    package static let dailyQuotaExceeded = Self(rawValue: "daily_quota_exceeded")
    /// The job takes more than the user's jobs of a whole day may.
    package static let largerThanQuota = Self(rawValue: "larger_than_quota")
    /// Rules that cannot be.
    package static let invalidRules = Self(rawValue: "invalid_rules")
    /// The disk is full, or nearly so.
    package static let storageFull = Self(rawValue: "storage_full")
    package static let internalError = Self(rawValue: "internal_error")
    /// Nobody signed in asks, or a key or session that does not count.
    package static let unauthenticated = Self(rawValue: "unauthenticated")
    /// No such user, or another password.
    package static let wrongCredentials = Self(rawValue: "wrong_credentials")
    /// Too many passwords were tried.
    package static let signInThrottled = Self(rawValue: "sign_in_throttled")
    /// The service asks nobody who they are.
    package static let signInNotNeeded = Self(rawValue: "sign_in_not_needed")
    /// What only admins may.
    package static let forbidden = Self(rawValue: "forbidden")
    package static let unknownUser = Self(rawValue: "unknown_user")
    package static let nameTaken = Self(rawValue: "name_taken")
    /// Nobody would be left to manage users.
    package static let lastAdmin = Self(rawValue: "last_admin")
    /// Too short or too long.
    package static let invalidPassword = Self(rawValue: "invalid_password")
    /// The present password, which a change of it needs, is another.
    package static let wrongPassword = Self(rawValue: "wrong_password")
    package static let unknownKey = Self(rawValue: "unknown_key")
    /// A shared link whose time is over, or that was made by nobody here.
    package static let invalidLink = Self(rawValue: "invalid_link")
}

/// Codes of failed jobs.
extension Problem.Code {
    /// The image could not be decoded.
    package static let badImage = Self(rawValue: "bad_image")
    /// The processor ended by a signal, more often than a job is tried again.
    package static let crashed = Self(rawValue: "crashed")
    /// The processor needed more memory than a job may have.
    package static let memoryLimit = Self(rawValue: "memory_limit")
    /// The processor needed more CPU time than a job may have.
    package static let cpuLimit = Self(rawValue: "cpu_limit")
    /// The job wrote more to the disk than it may.
    package static let storageLimit = Self(rawValue: "storage_limit")
    /// The job held its processor longer than it may.
    package static let timeLimit = Self(rawValue: "time_limit")
    /// The job showed no progress for longer than it may.
    package static let stallLimit = Self(rawValue: "stall_limit")
    /// The job had not begun when its own deadline passed.
    package static let deadlinePassed = Self(rawValue: "deadline_passed")
    /// The same content has ended two processors: it is not started any more. Also refuses a submission.
    package static let quarantined = Self(rawValue: "quarantined")
    /// The job's files are not where they were put.
    package static let inputMissing = Self(rawValue: "input_missing")
    /// The source of pictures refuses, or its answer cannot be read.
    package static let photoUnavailable = Self(rawValue: "photo_unavailable")
    /// The picture has more bytes or pixels than it may.
    package static let photoTooLarge = Self(rawValue: "photo_too_large")
    /// What was sent as a picture is none.
    package static let photoMalformed = Self(rawValue: "photo_malformed")
    /// The machine failed the job (disk, sandbox), again and again; nothing is wrong with the image.
    package static let machineTrouble = Self(rawValue: "machine_trouble")
}
