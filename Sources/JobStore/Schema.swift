import GRDB
import Jobs

/// The tables of the store and their history. Migrations are only ever added at the end: a store may be of any
/// age.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 jobs and attempts") { db in try db.execute(sql: jobsAndAttempts) }
        migrator.registerMigration("2 due times") { db in
            try db.execute(sql: "ALTER TABLE jobs ADD COLUMN due_at INTEGER")
        }
        migrator.registerMigration("3 content digests") { db in
            try db.execute(sql: "ALTER TABLE jobs ADD COLUMN digest BLOB")
        }
        migrator.registerMigration("4 keys of requests") { db in try db.execute(sql: requestKeys) }
        migrator.registerMigration("5 deadlines, tallies and quarantine") { db in
            try db.execute(sql: deadlinesTalliesAndQuarantine)
        }
        migrator.registerMigration("6 retention") { db in try db.execute(sql: retention) }
        migrator.registerMigration("7 webhooks") { db in try db.execute(sql: webhooks) }
        migrator.registerMigration("9 request ids") { db in
            try db.execute(sql: "ALTER TABLE jobs ADD COLUMN request_id BLOB")
        }
        migrator.registerMigration("8 priorities and learned costs") { db in
            try db.execute(sql: prioritiesAndCosts)
        }
        migrator.registerMigration("10 rules and uses") { db in try db.execute(sql: rulesAndUses) }
        migrator.registerMigration("11 accounts") { db in try makeAccounts(db) }
        migrator.registerMigration("13 text index") { db in try db.execute(sql: textIndex) }
        migrator.registerMigration("14 version of the program") { db in try db.execute(sql: program) }
        migrator.registerMigration("15 failures") { db in try db.execute(sql: failures) }
        return migrator
    }

    /// `sequence` is the order of acceptance. `files` is null exactly when there is no result. `jobs_by_user`
    /// also orders by `sequence`, the row id that every index entry ends with. `jobs_unsettled` holds only
    /// what has not ended, so that a start reads that alone, whatever the history. Times are milliseconds
    /// since 1970.
    private static let jobsAndAttempts = """
        CREATE TABLE jobs (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            user TEXT NOT NULL,
            kind TEXT NOT NULL,
            options TEXT NOT NULL,
            image_format TEXT,
            image_bytes INTEGER,
            image_width INTEGER,
            image_height INTEGER,
            file_name TEXT,
            submitted_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            problem_code TEXT,
            problem_detail TEXT,
            result TEXT,
            files TEXT
        ) STRICT;
        CREATE INDEX jobs_by_user ON jobs (user);
        CREATE INDEX jobs_unsettled ON jobs (sequence) WHERE ended_at IS NULL;
        CREATE TABLE attempts (
            job INTEGER NOT NULL REFERENCES jobs (sequence) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            end TEXT NOT NULL,
            cpu_ms INTEGER,
            peak_memory_kib INTEGER,
            PRIMARY KEY (job, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// Of the jobs of a user at most one has a key. Jobs without one cost the index nothing.
    private static let requestKeys = """
        ALTER TABLE jobs ADD COLUMN request_key BLOB;
        ALTER TABLE jobs ADD COLUMN fingerprint BLOB;
        ALTER TABLE jobs ADD COLUMN client_id TEXT;
        CREATE UNIQUE INDEX jobs_by_key ON jobs (user, request_key) WHERE request_key IS NOT NULL;
        """

    /// `attempts_before` is the number of attempts when the owner last had the job done again: those up to it count
    /// for nothing any more.
    private static let deadlinesTalliesAndQuarantine = """
        ALTER TABLE jobs ADD COLUMN deadline_at INTEGER;
        ALTER TABLE jobs ADD COLUMN attempts_before INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE attempts ADD COLUMN stage INTEGER;
        ALTER TABLE attempts ADD COLUMN progress REAL;
        CREATE TABLE quarantine (
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            kind TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            deaths INTEGER NOT NULL,
            last_end TEXT NOT NULL,
            PRIMARY KEY (digest, kind)
        ) STRICT, WITHOUT ROWID;
        """

    /// `bytes` is what a job's files take. `jobs_ended` is the order in which retention removes jobs and holds what it
    /// adds up. `gone` remembers those that it removed.
    private static let retention = """
        ALTER TABLE jobs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
        UPDATE jobs SET bytes = coalesce(image_bytes, 0)
            + coalesce((SELECT sum(json_extract(value, '$.bytes')) FROM json_each(jobs.files)), 0);
        CREATE INDEX jobs_ended ON jobs (ended_at, bytes) WHERE ended_at IS NOT NULL;
        CREATE TABLE gone (id BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        """

    /// A delivery is the news of one end of a job: `state` and `ended_at` say which. `next_at` is null once there is
    /// nothing more to do. `deliveries_due` holds only what is to be done, by host, so that the many of one host are
    /// passed over at once.
    private static let webhooks = """
        ALTER TABLE jobs ADD COLUMN webhook TEXT;
        CREATE TABLE deliveries (
            number INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs (sequence) ON DELETE CASCADE,
            host TEXT NOT NULL,
            state TEXT NOT NULL,
            ended_at INTEGER NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            next_at INTEGER,
            delivered_at INTEGER
        ) STRICT;
        CREATE INDEX deliveries_by_job ON deliveries (job);
        CREATE INDEX deliveries_due ON deliveries (host, next_at) WHERE next_at IS NOT NULL;
        CREATE TABLE delivery_tries (
            delivery INTEGER NOT NULL REFERENCES deliveries (number) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            took_ms INTEGER NOT NULL,
            status INTEGER,
            failure TEXT,
            PRIMARY KEY (delivery, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// `file` is the digest of the rules file that was taken over last. `uses` holds one day, the present one.
    private static let rulesAndUses = """
        CREATE TABLE rules (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            document TEXT NOT NULL,
            file BLOB
        ) STRICT;
        CREATE TABLE uses (
            day INTEGER NOT NULL,
            user TEXT NOT NULL,
            held_ms INTEGER NOT NULL,
            predicted_ms INTEGER NOT NULL,
            pixels INTEGER NOT NULL,
            PRIMARY KEY (day, user)
        ) STRICT, WITHOUT ROWID;
        """

    /// `size` is the whole part of the binary logarithm of an image's pixels, 0 for all sizes.
    private static let prioritiesAndCosts = """
        ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE costs (
            kind TEXT NOT NULL,
            size INTEGER NOT NULL,
            count INTEGER NOT NULL,
            centre REAL NOT NULL,
            spread REAL NOT NULL,
            PRIMARY KEY (kind, size)
        ) STRICT, WITHOUT ROWID;
        """

    /// A row id is the job's sequence. `owner` is the user's name in hexadecimal digits.
    private static let textIndex = """
        CREATE VIRTUAL TABLE texts USING fts5(
            owner, name, text, tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER texts_go_with_jobs AFTER DELETE ON jobs BEGIN
            DELETE FROM texts WHERE rowid = old.sequence;
        END;
        """

    /// Which version opened the store for writing last: what a program that is too old names.
    private static let program = """
        CREATE TABLE program (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            version TEXT NOT NULL
        ) STRICT;
        """

    /// Holds failed jobs alone: only they have a code.
    private static let failures = """
        CREATE INDEX jobs_failed ON jobs (ended_at, problem_code) WHERE problem_code IS NOT NULL;
        """

    /// Remembers that this version writes the store from now on.
    static func recordVersion(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO program (only, version) VALUES (1, ?1)
                ON CONFLICT (only) DO UPDATE SET version = ?1 WHERE version <> ?1
                """, arguments: [Version.text])
    }

    /// - Throws: `StoreError` with `.newerSchema` when the store holds migrations that this version has never
    ///   heard of.
    static func checkNotNewer(_ db: Database) throws {
        guard try migrator.hasBeenSuperseded(db) else { return }
        let version = try writerVersion(db)
        throw StoreError(
            .newerSchema,
            "The store was written by Platen \(version ?? "of a later version"), and this is \(Version.text), which "
                + "cannot read it. Run \(version.map { "\($0) or newer" } ?? "that one"), or restore a backup that was "
                + "taken before.")
    }

    /// Nil where no version has said which it is.
    private static func writerVersion(_ db: Database) throws -> String? {
        guard try db.tableExists("program") else { return nil }
        return try String.fetchOne(db, sql: "SELECT version FROM program")
    }

    /// - Throws: `StoreError` when migrations are still to be made, which only the writer does: with `.missing` where none has
    ///   been there yet, else with `.olderSchema`.
    static func checkComplete(_ db: Database) throws {
        guard try !migrator.hasCompletedMigrations(db) else { return }
        guard let version = try writerVersion(db) else {
            throw StoreError(.missing, "no writer has prepared the store yet")
        }
        throw StoreError(
            .olderSchema,
            version == Version.text
                ? "The store was written by another build of Platen \(version), which this build cannot read yet. Run all "
                    + "parts of the service in one build: its supervisor brings the store forward."
                : "The store was written by Platen \(version), and this is \(Version.text), which cannot read it yet. Run "
                    + "all parts of the service in one version: its supervisor brings the store forward.")
    }
}
