import ArgumentParser
import Console
import Escaping
import Foundation
import HTTPTransport
import Journal
import PrivateFiles
import SessionStore

struct Anchor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a session's head somewhere else, where whoever changes the store can't change it.",
        discussion: """
            The head stands for every entry up to it: a C2SP checkpoint, signed with your key as seen. Kept elsewhere it \
            shows later that nothing was cut off or written anew: "lockstep verify SESSION --seen FILE". An address gets it \
            by POST, as text; nothing else is sent, and no redirect is followed.

            Examples:
              lockstep anchor /media/stick/friday-22h.head friday
              lockstep anchor https://intranet.contoso.com/heads friday
              lockstep anchor - friday | mail -s head kai@contoso.com

            Exit codes: 0 put there, 1 not (nothing else hangs on it: try again), 2 usage.
            """)

    @Argument(help: "A file to make, - for standard output, or an https address.", completion: .file())
    var place: String
    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Option(help: ArgumentHelp("PEM file with the only authorities to trust. (SSL_CERT_FILE)", valueName: "path"))
    var caFile: String?
    @OptionGroup var overwrite: OverwriteOption
    @OptionGroup var options: StoreOptions

    /// Seconds before each further try.
    private static let pauses: [Double] = [1, 3]

    func run() async throws {
        let screen = Screen()
        let store = try options.open()
        let isAddress = place.contains("://")
        // "anchor friday" leaves out the place.
        if session == nil, !place.contains("/"), !FileManager.default.fileExists(atPath: place),
            let named = try? store.find(place)
        {
            throw InputProblem(
                "\"\(place)\" is session \(named), and where to put its head is missing: "
                    + ProgramCommand.text("anchor", "FILE", place))
        }
        let destination = isAddress ? nil : try Destination(place, replaces: overwrite.force, besides: store.files)
        let id = try store.find(session)
        let events = try store.events(of: id)
        guard let last = events.last else { return }
        // What contradicts its signatures is no head to keep.
        _ = try store.state(folding: events)
        let head = Checkpoint(last)
        var text = HeadSignature.text(head, first: nil)
        if let signature = try? OwnSigner.current(screen)?.sign(head, wroteFrom: nil) {
            text += "\n" + signature.signature
        }
        if let destination {
            try OutputFile.write(Data(text.utf8), to: destination)
            guard !destination.isStandardOutput else { return }
            screen.line(destination.told(1, "head of \(id), up to entry \(head.size),", ""))
        } else {
            try await post(text, screen)
            screen.line("The head of \(id), up to entry \(head.size), is at \(host)")
        }
        screen.line("  head \(head.hash)")
    }

    /// Without what may be secret in it.
    private var host: String { URL(string: place)?.host() ?? "that address" }

    private func post(_ text: String, _ screen: Screen) async throws {
        var configuration = HTTPConfiguration()
        let authorities =
            caFile ?? ProcessInfo.processInfo.environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        if let authorities { configuration.trust = .anchors(try BoundedFile.data(authorities, limit: 8 << 20)) }
        let http = HTTPClient(configuration)
        var pauses = Anchor.pauses[...]
        while true {
            var failure = ""
            let request = HTTPRequest(
                .post, place, headers: [("Content-Type", "text/plain; charset=utf-8")], body: Data(text.utf8))
            do {
                let status = try await http.send(request).status
                if (200...299).contains(status) { return }
                failure = "\(host) answered \(status)"
                guard status == 429 || status >= 500 else { throw refused(failure) }
            } catch let error as HTTPFailure {
                failure = error.description
                if case .badURL = error { throw InputProblem("\(failure); an https address is wanted") }
            }
            guard let pause = pauses.popFirst() else { throw refused(failure) }
            screen.error("Not there yet: \(failure). Trying again in \(Int(pause)) s.")
            try await Task.sleep(for: .seconds(pause))
        }
    }

    private func refused(_ why: String) -> Refusal {
        Refusal(
            "the head was put nowhere: \(why). The session is as it was; try again, or name a file.")
    }
}
