import ArgumentParser

/// The ways in which a command can print what it found.
protocol OutputFormat: ExpressibleByArgument, CaseIterable, RawRepresentable, Sendable where RawValue == String {
    /// For people.
    static var text: Self { get }
    /// One document, for machines.
    static var json: Self { get }
}

/// What every command that lists something can print.
enum ListFormat: String, OutputFormat {
    case text, json
}

/// How a command prints what it found.
struct FormatOptions<Format: OutputFormat & Equatable>: ParsableArguments {
    @Option(help: "How it is printed; text is for people.") var format: Format?
    @Flag(help: "The same as --format json: one document for machines.") var json = false

    var chosen: Format { json ? .json : format ?? .text }
    var isJSON: Bool { chosen == .json }

    func validate() throws {
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) are two ways to print it; choose one.")
        }
    }
}
