extension JobID: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(high: try reader.read(), low: try reader.read())
    }

    package func write(to writer: inout WireWriter) {
        writer.write(high)
        writer.write(low)
    }
}

extension WireReader {
    /// A case of a text enum by its raw value.
    mutating func readCase<Value: RawRepresentable<String>>(
        _ type: Value.Type
    ) throws(WireError) -> Value {
        guard let value = Value(rawValue: try readText()) else { throw .malformed }
        return value
    }

    fileprivate mutating func readTime() throws(WireError) -> Timestamp? {
        try readOptional { reader throws(WireError) in Timestamp(milliseconds: try reader.read()) }
    }
}

extension InputImage: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            format: try reader.readCase(ImageFormat.self), bytes: try reader.read(),
            width: Int(try reader.read(UInt32.self)), height: Int(try reader.read(UInt32.self)))
    }

    package func write(to writer: inout WireWriter) {
        writer.write(format.rawValue)
        writer.write(bytes)
        writer.write(UInt32(clamping: width))
        writer.write(UInt32(clamping: height))
    }
}

extension JobOptions: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            width: try reader.readOptional { reader throws(WireError) in Int(try reader.read(Int32.self)) },
            durationMilliseconds: try reader.readOptional { reader throws(WireError) in try reader.read() },
            prepare: try reader.readOptional { reader throws(WireError) in
                try reader.readCase(Preparing.self)
            },
            segmentation: try reader.readOptional { reader throws(WireError) in
                try reader.readCase(Segmentation.self)
            },
            style: try reader.readOptional { reader throws(WireError) in
                try reader.readCase(CharacterStyle.self)
            },
            invert: try reader.readOptional { reader throws(WireError) in try reader.read(UInt8.self) != 0 },
            flip: try reader.readOptional { reader throws(WireError) in try reader.readCase(Flip.self) },
            textBytes: try reader.readOptional { reader throws(WireError) in
                Int(try reader.read(Int32.self))
            },
            language: try reader.readOptional { reader throws(WireError) in
                guard let languages = Languages(try reader.readText()) else { throw .malformed }
                return languages
            },
            forms: try reader.readOptional { reader throws(WireError) in
                var forms: [ResultForm] = []
                for _ in 0..<(try reader.read(UInt8.self)) {
                    forms.append(try reader.readCase(ResultForm.self))
                }
                return forms
            })
    }

    package func write(to writer: inout WireWriter) {
        writer.write(optional: width) { $0.write(Int32(clamping: $1)) }
        writer.write(optional: durationMilliseconds) { $0.write($1) }
        writer.write(optional: prepare) { $0.write($1.rawValue) }
        writer.write(optional: segmentation) { $0.write($1.rawValue) }
        writer.write(optional: style) { $0.write($1.rawValue) }
        writer.write(optional: invert) { $0.write(UInt8($1 ? 1 : 0)) }
        writer.write(optional: flip) { $0.write($1.rawValue) }
        writer.write(optional: textBytes) { $0.write(Int32(clamping: $1)) }
        writer.write(optional: language) { $0.write($1.text) }
        writer.write(optional: forms) { writer, forms in
            writer.write(UInt8(clamping: forms.count))
            for form in forms { writer.write(form.rawValue) }
        }
    }
}

extension Priority: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let priority = Priority(Int(try reader.read(Int8.self))) else { throw .malformed }
        self = priority
    }

    package func write(to writer: inout WireWriter) {
        writer.write(value)
    }
}

extension Submission: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        let id = try JobID(from: &reader)
        self.init(
            id: id, user: try UserName(from: &reader), kind: try reader.readCase(JobKind.self),
            options: try JobOptions(from: &reader),
            image: try reader.readOptional { reader throws(WireError) in try InputImage(from: &reader) },
            digest: try reader.readOptional { reader throws(WireError) in try ContentDigest(from: &reader) },
            fileName: try reader.readOptional { reader throws(WireError) in try reader.readText() },
            submittedAt: Timestamp(milliseconds: try reader.read()),
            dueAt: try reader.readTime(), deadlineAt: try reader.readTime(),
            priority: try Priority(from: &reader),
            key: try reader.readOptional { reader throws(WireError) in try SubmissionKey(from: &reader) },
            requestID: try reader.readOptional { reader throws(WireError) in try RequestID(from: &reader) },
            webhook: try reader.readOptional { reader throws(WireError) in try Webhook(from: &reader) })
    }

    package func write(to writer: inout WireWriter) {
        id.write(to: &writer)
        user.write(to: &writer)
        writer.write(kind.rawValue)
        options.write(to: &writer)
        writer.write(optional: image) { $1.write(to: &$0) }
        writer.write(optional: digest) { $1.write(to: &$0) }
        writer.write(optional: fileName) { $0.write($1) }
        writer.write(submittedAt.milliseconds)
        writer.write(optional: dueAt) { $0.write($1.milliseconds) }
        writer.write(optional: deadlineAt) { $0.write($1.milliseconds) }
        priority.write(to: &writer)
        writer.write(optional: key) { $1.write(to: &$0) }
        writer.write(optional: requestID) { $1.write(to: &$0) }
        writer.write(optional: webhook) { $1.write(to: &$0) }
    }
}

extension Assignment: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            id: try JobID(from: &reader), attempt: Int(try reader.read(Int32.self)),
            kind: try reader.readCase(JobKind.self), options: try JobOptions(from: &reader),
            image: try reader.readOptional { reader throws(WireError) in try InputImage(from: &reader) },
            requestID: try reader.readOptional { reader throws(WireError) in try RequestID(from: &reader) },
            lent: Int(try reader.read(UInt8.self)))
    }

    package func write(to writer: inout WireWriter) {
        id.write(to: &writer)
        writer.write(Int32(clamping: attempt))
        writer.write(kind.rawValue)
        options.write(to: &writer)
        writer.write(optional: image) { $1.write(to: &$0) }
        writer.write(optional: requestID) { $1.write(to: &$0) }
        writer.write(UInt8(clamping: lent))
    }
}

extension Loan: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(processors: Int(try reader.read(UInt8.self)))
    }

    package func write(to writer: inout WireWriter) {
        writer.write(UInt8(clamping: processors))
    }
}

extension ResultFile: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(name: try reader.readText(), bytes: try reader.read())
    }

    package func write(to writer: inout WireWriter) {
        writer.write(name)
        writer.write(bytes)
    }
}

extension Outcome: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        switch try reader.read(UInt8.self) {
        case 1:
            let value = try reader.readOptional { reader throws(WireError) in try reader.readText() }
            var files: [ResultFile] = []
            for _ in 0..<(try reader.read(UInt8.self)) { files.append(try ResultFile(from: &reader)) }
            self = .completed(JobResult(value: value, files: files))
        case 2:
            self = .failed(Problem.Code(rawValue: try reader.readText()), detail: try reader.readText())
        default: throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        switch self {
        case .completed(let result):
            writer.write(UInt8(1))
            writer.write(optional: result.value) { $0.write($1) }
            writer.write(UInt8(clamping: result.files.count))
            for file in result.files.prefix(Int(UInt8.max)) { file.write(to: &writer) }
        case .failed(let code, let detail):
            writer.write(UInt8(2))
            writer.write(code.rawValue)
            writer.write(detail)
        }
    }
}
