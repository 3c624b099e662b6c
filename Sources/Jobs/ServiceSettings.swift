/// What can be set, as plain values; `Settings` reads them from the environment and a file. A program that needs
/// only one of these takes only that one.
package struct ServiceSettings: Hashable, Sendable {
    /// Holds the store, the spool and `run/`; an absolute path.
    package var dataFolder: String
    /// The spool's place where it is not the usual one; an absolute path.
    private var chosenSpoolFolder: String?
    /// The rules file where it is not the usual one; an absolute path.
    private var chosenRulesFile: String?
    /// Holds `nginx/` and the built page `frontend/dist/`; an absolute path.
    package var assetsFolder: String
    /// Where nginx listens: a loopback address, unless requests have to say who asks.
    package var listenAddress = "127.0.0.1"
    package var port = 8080
    /// Where others reach nginx, if a container engine publishes its port; empty where they reach `listenAddress` itself.
    package var publishedAddress = ""
    /// How many jobs run at once when the service starts.
    package var processors = 2
    package static let processorRange = 1...256
    package var responders = 2
    /// Accept threads of one responder.
    package var responderThreads = 8
    /// Connections that each worker of nginx has room for, as far as it may open so many descriptors.
    package var workerConnections = 4096
    /// Slots of the ring; a power of two.
    package var ringSlots = 1024
    /// How long a responder waits for a verdict before it answers 503, in milliseconds.
    package var verdictTimeoutMilliseconds = 4000
    /// How long a service that stops waits for running jobs to end before it hands them back, in seconds.
    package var drainSeconds = 5
    /// How long files that no job owns are left alone, in seconds; at least twice as long as a request waits for its
    /// verdict.
    package var orphanSeconds = 600
    /// The least level that is logged, by its name in swift-log: `trace` to `critical`.
    package var logLevel = "info"
    /// `text`, `json` or `auto`.
    package var logFormat = LogFormat.automatic
    /// Whether nginx writes a line of JSON for each request: `json`, or `off`.
    package var accessLog = "off"
    /// The languages of text whose job names none, as Tesseract names them.
    package var language = Languages.usual
    /// Holds Tesseract's models; empty for where Tesseract itself looks.
    package var modelsFolder = ""
    package var limits = Limits()
    package var outbound = Outbound()
    package var access = Access()

    package init(dataFolder: String, assetsFolder: String) {
        self.dataFolder = dataFolder
        self.assetsFolder = assetsFolder
    }

    /// Bounds on what one request or one job may cost.
    package struct Limits: Hashable, Sendable {
        package var maximumUploadBytes: Int64 = 64 << 20
        /// Of one page.
        package var maximumPixels = 100_000_000
        /// Pages of one file.
        package var maximumPages = 1000
        /// Images of one request.
        package var maximumImages = 100
        /// Parts of one multipart body, fields included.
        package var maximumParts = 200
        /// Jobs that wait at once, scheduled ones included.
        package var maximumWaiting = 1_000_000
        /// The same for each user.
        package var maximumWaitingPerUser = 100_000
        /// Jobs of one user that run at once; 0 for any number.
        package var maximumRunningPerUser = 0
        /// What is kept free on the disk, in bytes; of a small one a twentieth at most. 0 for nothing.
        package var diskReserveBytes: Int64 = 512 << 20
        /// How long ended jobs are kept with their files, in days; 0 for ever.
        package var keepDays = 0.0
        /// What the files of all jobs may take before the oldest ended ones go, in bytes; 0 for any amount.
        package var keepBytes: Int64 = 0
        /// How often a job is started before a crash fails it.
        package var maximumAttempts = 3
        /// Address space of a processor, in bytes.
        package var processorMemoryBytes: Int64 = 2 << 30
        /// Bytes that any job may write, plus those that its pixels add.
        package var processorStorageBytes: Int64 = 256 << 20
        /// CPU seconds that any job may take, plus those that its pixels add.
        package var processorCPUSeconds = 60
        /// Further CPU seconds for each million pixels.
        package var processorCPUSecondsPerMegapixel = 20
        /// Wall-clock seconds that any job may hold its processor, `sleep`'s own duration and CPU allowance added.
        package var processorSeconds = 600
        /// Seconds that a job may go on without progress; 0 for no such limit.
        package var stallSeconds = 120

        package init() {}
    }

    /// Names of the two segments in shared memory carry this word, so that instances stay apart: derived from
    /// the data folder's path.
    package var instance: String { Self.instance(ofDataFolder: dataFolder) }

    /// 16 hexadecimal digits of the path's FNV-1a hash (Fowler, Noll, Vo).
    static func instance(ofDataFolder path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Where things lie in the data folder.
extension ServiceSettings {
    package var storePath: String { "\(dataFolder)/platen.sqlite" }
    /// Where the images and results are: in the data folder unless set.
    package var spoolFolder: String {
        get { chosenSpoolFolder ?? "\(dataFolder)/spool" }
        set { chosenSpoolFolder = newValue }
    }
    private var usualRulesFile: String { "\(dataFolder)/rules.json" }
    /// Rules that are taken over at the start and at SIGHUP, where there are any: in the data folder unless set.
    package var rulesFile: String {
        get { chosenRulesFile ?? usualRulesFile }
        set { chosenRulesFile = newValue }
    }
    /// Whether there must be such a file: one that is set, but to the usual place.
    package var wantsRulesFile: Bool { rulesFile != usualRulesFile }
    /// Whether the spool is in the data folder, which then holds everything.
    package var keepsSpoolInside: Bool { spoolFolder.hasPrefix("\(dataFolder)/") }
    package var runFolder: String { "\(dataFolder)/run" }
    /// The FIFO that wakes a sleeping supervisor.
    package var doorbellPath: String { "\(runFolder)/doorbell" }
    /// Held by the supervisor for life; contains its process id.
    package var supervisorLockPath: String { "\(runFolder)/supervisor.lock" }
    /// Byte `n` is locked by the responder that holds ticket block `n`.
    package var ticketLockPath: String { "\(runFolder)/tickets.lock" }
    /// The responders' FastCGI socket.
    package var responderSocketPath: String { "\(runFolder)/responder.sock" }
    /// Where the launcher of nginx hands the responders' socket to launchers of responders alone.
    package var listenerOfferPath: String { "\(runFolder)/listener.sock" }
    /// nginx's socket that the supervisor publishes events to.
    package var publisherSocketPath: String { "\(runFolder)/publisher.sock" }
}
