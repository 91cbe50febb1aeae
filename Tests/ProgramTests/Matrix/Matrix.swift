import Foundation
import TestSupport
import Testing
import YAMLDocument

@testable import SimulatedTenant

/// A document's demands, each with the tenant in which it is met, what breaks it, and who must notice: `Tests/Matrix`.
struct Matrix: Sendable, CustomTestStringConvertible {
    /// A tenant in which all is honestly green, and how it got there.
    struct Start: Sendable {
        let id: String
        let scenario: String
        /// The scenario's stages up to the one of this title; nil for none.
        let upTo: String?
        let lines: [Scenario.Stage.Line]
    }

    enum Break: Sendable {
        case line(Scenario.Stage.Line)
        /// What happens to the world behind everybody's back.
        case change(WorldChange)
        /// What an object of the world says of itself from now on, as nobody's click makes it.
        case edit(TenantState.TableName, named: String, [String: JSON])
    }

    /// Who notices.
    enum Notice: Sendable {
        /// The item that is red then.
        case red(String)
        /// The item on which a word isn't true any more.
        case untrue(String)
        /// What the printed page says of it.
        case shown([String])
        /// Why nothing can.
        case none(String)

        var item: String? {
            switch self {
            case .red(let item), .untrue(let item): item
            case .shown, .none: nil
            }
        }
    }

    struct Row: Sendable {
        let anchor: String
        /// The demand, in our words.
        let says: String
        let start: String?
        let breaks: [Break]
        let notice: Notice
        /// File, line and column.
        let place: String

        var redItem: String? { if case .red(let item) = notice { item } else { nil } }
    }

    let document: String
    let runbook: String
    let starts: [Start]
    let rows: [Row]
    /// Required items with a check that no line of the document asks for, each with why.
    let ours: [String: String]

    var testDescription: String { document }

    /// - Parameter file: its name in problems.
    init(_ text: String, file: String) throws {
        let problems = ProblemCollector()
        problems.register(file: file, text: text)
        let root = MappingReader(try YAMLDocument.parse(text, file: file), "a matrix", problems: problems)
        document = root.text("document")
        runbook = root.text("runbook")
        starts = root.list("starts").map { Matrix.start($0, problems) }
        rows = root.list("rows").map { Matrix.row($0, problems) }
        let own = root.mapping("ours", "what is ours", problems)
        ours = Dictionary(own.map { reader in reader.allEntries.map { ($0.key, reader.text($0.key)) } } ?? []) { $1 }
        root.finish()
        let known = Set(starts.map(\.id))
        for row in rows where row.start.map({ !known.contains($0) }) ?? (row.notice.item != nil) {
            problems.report("\(row.anchor) needs a start that is there (\(row.place))", at: root.location(of: "rows"))
        }
        try problems.check()
    }

    static let all: [Matrix] = {
        let folder = Repository.root.appending(path: "Tests/Matrix")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { name in
            // What can't be read is missing, and `everyDocumentHasAMatrix` says so.
            (try? Repository.text("Tests/Matrix/\(name)")).flatMap { try? Matrix($0, file: name) }
        }
    }()

    private static func start(_ node: YAMLNode, _ problems: ProblemCollector) -> Start {
        let reader = MappingReader(node, "a start", problems: problems)
        defer { reader.finish() }
        return Start(
            id: reader.text("id"), scenario: reader.text("scenario"), upTo: reader.optionalText("up-to"),
            lines: reader.list("type").map { line($0, problems) })
    }

    private static func row(_ node: YAMLNode, _ problems: ProblemCollector) -> Row {
        let reader = MappingReader(node, "a row", problems: problems)
        defer { reader.finish() }
        let says = reader.text("says")
        let notices: [Notice] = [
            reader.optionalText("red").map { .red($0) }, reader.optionalText("untrue").map { .untrue($0) },
            reader.node("shown").map { _ in .shown(reader.texts("shown")) },
            reader.optionalText("none").map { .none($0) },
        ].compactMap(\.self)
        if notices.count != 1 { problems.report("a row has one of red, untrue, shown and none", at: node.location) }
        let row = Row(
            anchor: reader.text("anchor"), says: says, start: reader.optionalText("start"),
            breaks: reader.list("break").compactMap { broken($0, problems) }, notice: notices.first ?? .none(""),
            place: "\(node.location)")
        if row.notice.item == nil ? !row.breaks.isEmpty : row.breaks.isEmpty {
            problems.report("what is red or untrue is broken by something, and nothing else is", at: node.location)
        }
        return row
    }

    private static func broken(_ node: YAMLNode, _ problems: ProblemCollector) -> Break? {
        if case .mapping(let members) = node.content, members.contains(where: { $0.key == "edit" }) {
            return edited(node, problems)
        }
        guard case .mapping(let members) = node.content, members.contains(where: { $0.key == "change" }) else {
            return .line(line(node, problems))
        }
        let reader = MappingReader(node, "a break", problems: problems)
        defer { reader.finish() }
        let words = reader.text("change").split(separator: " ", maxSplits: 1).map(String.init)
        let name = words.count > 1 ? words[1] : ""
        switch words.first {
        case "revoke-roles": return .change(.revokeRoles(upn: name))
        case "clear-identifier": return .change(.clearIdentifier(upn: name))
        case "withdraw-consent": return .change(.withdrawConsent(app: name))
        case "expire-secret": return .change(.expireSecret(app: name))
        case "rotate-certificate": return .change(.rotateCertificate)
        default:
            problems.report("there is no change \"\(words.first ?? "")\"", at: node.location)
            return nil
        }
    }

    private static func edited(_ node: YAMLNode, _ problems: ProblemCollector) -> Break? {
        let reader = MappingReader(node, "an edit", problems: problems)
        defer { reader.finish() }
        let path = reader.text("edit").split(separator: "/", maxSplits: 1).map(String.init)
        guard path.count == 2, let table = TenantState.TableName(rawValue: path[0]),
            let values = reader.node("to").map(FaultText.json)?.members
        else {
            problems.report(
                "an edit names an object, as users/ida@x.example, and what is to stand there", at: node.location)
            return nil
        }
        return .edit(table, named: path[1], values)
    }

    private static func line(_ node: YAMLNode, _ problems: ProblemCollector) -> Scenario.Stage.Line {
        if case .scalar(let text, _) = node.content {
            return .init(text: text, answers: [], isRefused: false, location: node.location)
        }
        let reader = MappingReader(node, "a line", problems: problems)
        defer { reader.finish() }
        return .init(
            text: reader.text("line"), answers: reader.texts("answers"), isRefused: false, location: node.location)
    }
}

extension MappingReader {
    fileprivate func mapping(_ key: String, _ subject: String, _ problems: ProblemCollector) -> MappingReader? {
        node(key).map { MappingReader($0, subject, problems: problems) }
    }
}
