internal import Jobs

/// The table of all settings.
extension Setting {
    /// Environment variable that names the settings file.
    package static let fileVariable = "PLATEN_CONFIG_FILE"

    /// Environment variables that the commands of a client read, and the service does not.
    package static let clientVariables = ["PLATEN_URL", "PLATEN_API_KEY"]

    /// Environment variables of the number of processors, which can change while the service runs.
    package static var processorNames: [String] { all.first { $0.key == "processors" }?.names ?? [] }

    /// In the order in which they are listed to people.
    package static let all: [Setting] = places + access + processes + limits + outbound

    private static let places: [Setting] = [
        Setting(
            key: "data_dir", names: ["PLATEN_DATA_DIR"],
            summary:
                "Folder of the store, the images, the results and the sockets, data where the program is started unless set; platen backup copies it.",
            value: .folder(\.dataFolder, maximumBytes: 80)),
        Setting(
            key: "spool_dir", names: ["PLATEN_SPOOL_DIR", "UPLOAD_FOLDER"],
            summary:
                "Folder of the images and results; spool in the data folder unless set. Elsewhere it has to be backed up too, and is this service's alone.",
            value: .folder(\.spoolFolder, maximumBytes: 512)),
        Setting(
            key: "assets_dir", names: ["PLATEN_ASSETS_DIR"],
            summary:
                "Folder that holds nginx/ and the built page frontend/dist/; where the program is started unless set.",
            value: .folder(\.assetsFolder, maximumBytes: 1024)),
        Setting(
            key: "rules", names: ["PLATEN_RULES"],
            summary:
                "File of the rules by which users share the processors; rules.json in the data folder unless set. Read at the start and again at SIGHUP.",
            value: .folder(\.rulesFile, maximumBytes: 1024)),
        Setting(
            key: "models_dir", names: ["PLATEN_MODELS_DIR", "TESSDATA_PREFIX"],
            summary: "Folder of Tesseract's language models; where packages put them unless set.",
            value: .folder(\.modelsFolder, maximumBytes: 1024)),
        Setting(
            key: "language", names: ["PLATEN_LANGUAGE"],
            summary: "Languages of texts whose jobs name none, as Tesseract names them, joined by +.",
            value: .text(\.languageText, .languages)),
        Setting(
            key: "listen", names: ["PLATEN_LISTEN"],
            summary: "Address that nginx listens on; one that others can reach needs PLATEN_AUTH=required.",
            value: .address(\.listenAddress)),
        Setting(
            key: "port", names: ["PLATEN_PORT", "PORT"],
            summary: "Port that nginx listens on; 0 takes a free one, but not in containers.",
            value: .count(\.port, 0...65535)),
        Setting(
            key: "published_address", names: ["PLATEN_PUBLISHED_ADDRESS"],
            summary:
                "Address at which a container engine publishes nginx's port; it says in place of PLATEN_LISTEN who can reach the service.",
            value: .address(\.publishedAddress)),
        Setting(
            key: "log_level", names: ["PLATEN_LOG_LEVEL", "DEBUG"], switches: ["DEBUG": "debug"],
            summary: "Least level that is logged; DEBUG=true stands for debug.",
            value: .word(\.logLevel, ["trace", "debug", "info", "notice", "warning", "error", "critical"])),
        Setting(
            key: "log_format", names: ["PLATEN_LOG_FORMAT"],
            summary:
                "How the log is written: text for people, json for programs, auto for text on a terminal and else json.",
            value: .word(\.logFormat, [LogFormat.automatic] + LogFormat.allCases.map(\.rawValue))),
        Setting(
            key: "access_log", names: ["PLATEN_ACCESS_LOG"],
            summary:
                "Whether nginx writes a line for each request to run/access.log, in containers to the log: json, or off.",
            value: .word(\.accessLog, ["off", "json"])),
    ]

    private static let processes: [Setting] = [
        Setting(
            key: "processors", names: ["PLATEN_PROCESSORS", "WORKER_COUNT"],
            summary: "Jobs that run at once; the number of cores unless set.",
            value: .count(\.processors, ServiceSettings.processorRange)),
        Setting(
            key: "responders", names: ["PLATEN_RESPONDERS"], summary: "Processes that answer requests.",
            value: .count(\.responders, 1...64)),
        Setting(
            key: "responder_threads", names: ["PLATEN_RESPONDER_THREADS"],
            summary: "Requests that one responder answers at once.",
            value: .count(\.responderThreads, 1...16)),
        Setting(
            key: "worker_connections", names: ["PLATEN_WORKER_CONNECTIONS"],
            summary:
                "Connections that each of nginx's workers, one per core, has room for, as far as the limit of open files goes; an event stream takes one, a waiting request three.",
            value: .count(\.workerConnections, 64...65_536)),
        Setting(
            key: "ring_slots", names: ["PLATEN_RING_SLOTS"],
            summary: "Commands that may wait for the supervisor at once.",
            value: .powerOfTwo(\.ringSlots, 2...65536)),
        Setting(
            key: "verdict_timeout_ms", names: ["PLATEN_VERDICT_TIMEOUT_MS"],
            summary:
                "How long a request waits for the supervisor before it is answered 503, in milliseconds.",
            value: .count(\.verdictTimeoutMilliseconds, 10...60_000)),
    ]

    private static let limits: [Setting] = [
        Setting(
            key: "drain_seconds", names: ["PLATEN_DRAIN_SECONDS"],
            summary:
                "How long running jobs may go on when the service stops; what has not ended then runs again at the next start.",
            value: .count(\.drainSeconds, 0...7)),
        Setting(
            key: "orphan_seconds", names: ["PLATEN_ORPHAN_SECONDS"],
            summary:
                "How long files that no job owns stay, in seconds; never less than a request may wait for its verdict, twice.",
            value: .count(\.orphanSeconds, 5...86_400)),
        Setting(
            key: "max_upload_bytes", names: ["PLATEN_MAX_UPLOAD_BYTES"],
            summary: "Largest request body, in bytes.",
            value: .amount(\.limits.maximumUploadBytes, 1024...(4 << 30))),
        Setting(
            key: "max_pixels", names: ["PLATEN_MAX_PIXELS"], summary: "Most pixels of one page.",
            value: .count(\.limits.maximumPixels, 1...2_000_000_000)),
        Setting(
            key: "max_pages", names: ["PLATEN_MAX_PAGES"], summary: "Most pages of one TIFF or PDF.",
            value: .count(\.limits.maximumPages, 1...100_000)),
        Setting(
            key: "max_images", names: ["PLATEN_MAX_IMAGES"], summary: "Most images of one request.",
            value: .count(\.limits.maximumImages, 1...1000)),
        Setting(
            key: "max_parts", names: ["PLATEN_MAX_PARTS"],
            summary: "Most parts of one multipart request, fields included.",
            value: .count(\.limits.maximumParts, 1...10_000)),
        Setting(
            key: "max_waiting", names: ["PLATEN_MAX_WAITING"],
            summary: "Most jobs that wait at once; beyond it submissions are answered 503.",
            value: .count(\.limits.maximumWaiting, 1...100_000_000)),
        Setting(
            key: "max_waiting_per_user", names: ["PLATEN_MAX_WAITING_PER_USER"],
            summary: "Most jobs of one user that wait at once; beyond it submissions are answered 429.",
            value: .count(\.limits.maximumWaitingPerUser, 1...100_000_000)),
        Setting(
            key: "max_running_per_user", names: ["PLATEN_MAX_RUNNING_PER_USER"],
            summary:
                "Most jobs of one user that run at once, even while processors are free; 0 sets no bound.",
            value: .count(\.limits.maximumRunningPerUser, 0...1_000_000)),
        Setting(
            key: "disk_reserve_bytes", names: ["PLATEN_DISK_RESERVE_BYTES"],
            summary:
                "What is kept free on the disk, in bytes, but at most a twentieth of it; with less, submissions are answered 507. 0 turns it off.",
            value: .amount(\.limits.diskReserveBytes, 0...(1 << 50))),
        Setting(
            key: "keep_days", names: ["PLATEN_KEEP_DAYS"],
            summary:
                "How many days ended jobs are kept with their files, 0.5 for half a day; 0 keeps them for ever.",
            value: .fraction(\.limits.keepDays, 0...36_500)),
        Setting(
            key: "keep_bytes", names: ["PLATEN_KEEP_BYTES"],
            summary:
                "What the files of all jobs may take, in bytes; beyond it the jobs that ended first go. 0 sets no bound.",
            value: .amount(\.limits.keepBytes, 0...(1 << 60))),
        Setting(
            key: "max_attempts", names: ["PLATEN_MAX_ATTEMPTS"],
            summary: "How often a job is started before a crash fails it.",
            value: .count(\.limits.maximumAttempts, 1...100)),
        Setting(
            key: "processor_memory_bytes", names: ["PLATEN_PROCESSOR_MEMORY_BYTES"],
            summary: "Address space of one job, in bytes.",
            value: .amount(\.limits.processorMemoryBytes, (256 << 20)...(1 << 40))),
        Setting(
            key: "processor_storage_bytes", names: ["PLATEN_PROCESSOR_STORAGE_BYTES"],
            summary: "Bytes that any job may write to the disk, plus eight for each of its pixels.",
            value: .amount(\.limits.processorStorageBytes, (1 << 20)...(1 << 40))),
        Setting(
            key: "processor_cpu_seconds", names: ["PLATEN_PROCESSOR_CPU_SECONDS"],
            summary: "CPU seconds that any job may take, plus those that its pixels add.",
            value: .count(\.limits.processorCPUSeconds, 1...86_400)),
        Setting(
            key: "processor_cpu_seconds_per_megapixel", names: ["PLATEN_PROCESSOR_CPU_SECONDS_PER_MEGAPIXEL"],
            summary: "Further CPU seconds for each million pixels.",
            value: .count(\.limits.processorCPUSecondsPerMegapixel, 0...3600)),
        Setting(
            key: "processor_seconds", names: ["PLATEN_PROCESSOR_SECONDS"],
            summary:
                "Seconds that any job may hold its processor, a sleep's own duration and the CPU allowance added.",
            value: .count(\.limits.processorSeconds, 1...86_400)),
        Setting(
            key: "stall_seconds", names: ["PLATEN_STALL_SECONDS"],
            summary: "Seconds that a job may go on without progress before it fails; 0 for no such limit.",
            value: .count(\.limits.stallSeconds, 0...86_400)),
    ]
}
