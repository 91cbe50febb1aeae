import ArgumentParser
import Console
import Foundation
import Journal
import Signatures
import Text

struct TrustList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the keys that are known here, and your own.")

    @OptionGroup var output: FormatOptions<ListFormat>

    func run() throws {
        let screen = Screen()
        let own = OwnSigner.publicKey()
        var lines = try KeyFolder.known().entries.map {
            KeysOutput.Line(
                name: $0.name, fingerprint: $0.key.fingerprint, kind: $0.key.kind, isOwn: $0.key == own, from: $0.after,
                until: $0.before, counts: KeyFolder.namespaces.allSatisfy($0.counts))
        }
        if let own, !lines.contains(where: \.isOwn) {
            lines.insert(
                KeysOutput.Line(
                    name: KeyFolder.own, fingerprint: own.fingerprint, kind: own.kind, isOwn: true, from: nil,
                    until: nil, counts: true),
                at: 0)
        }
        if output.isJSON { return screen.line(try JSONText.document(KeysOutput(keys: lines))) }
        if lines.isEmpty {
            return screen.text(
                "No keys are known here, and you have none yet: it is made when you first write something.")
        }
        var table = Table()
        for line in lines {
            let end = line.until.map { ", for what was written before \(Event.text($0))" } ?? ""
            let start = line.from.map { ", for what was written from \(Event.text($0))" } ?? ""
            let counts = line.counts ? "" : ", which counts for nothing here"
            let own = line.isOwn && line.name != KeyFolder.own ? ", your own" : ""
            table.add(line.name, "\(line.fingerprint) (\(line.kind)\(own)\(start)\(end)\(counts))")
        }
        for line in table.lines(columns: screen.columns, indent: "") { screen.line(line) }
        if own != nil, let path = OwnSigner.publicPath {
            screen.error("Your own, for others to know: \(path)", wraps: false)
        }
    }
}
