import Foundation
import Journal
import PrivateFiles

/// A petition on its way to another machine, and the approval on its way back: JSON, a format and a version each.
enum PetitionFile {
    struct Request: Codable {
        let format: String
        let version: Int
        let petition: Petition
    }

    struct SignedAnswer: Codable {
        let format: String
        let version: Int
        let session: String
        let code: String
        let by: Person
        let approval: SignedApproval
        /// Their sign-in for it, which only whoever asked can use, to prove who they are.
        let identityToken: String?
    }

    private static let requestFormat = "lockstep-approval-request"
    private static let answerFormat = "lockstep-approval"
    private static let version = 1
    private static let largest = 1_048_576

    static func write(_ petition: Petition, to destination: Destination) throws {
        try write(Request(format: requestFormat, version: version, petition: petition), to: destination)
    }

    static func write(
        _ approval: SignedApproval, _ identityToken: String?, by who: Person, of petition: Petition,
        to destination: Destination
    ) throws {
        try write(
            SignedAnswer(
                format: answerFormat, version: version, session: petition.session, code: petition.code, by: who,
                approval: approval, identityToken: identityToken), to: destination)
    }

    private static func write(_ value: some Encodable, to destination: Destination) throws {
        try OutputFile.write(Data((try JSONText.encode(value) + "\n").utf8), to: destination)
    }

    static func petition(_ path: String) throws -> Petition {
        let file = try read(Request.self, path, "a request for an approval, which \"lockstep approve … --ask\" writes")
        guard file.format == requestFormat else {
            throw InputProblem(
                "\(path) isn't a request for an approval: \"lockstep approve SESSION CODE --ask\" writes one")
        }
        guard file.version == version else { throw newer(path) }
        guard file.petition.isWhole else {
            throw InputProblem(
                "\(path) asks for nothing that could be approved: it isn't as \"lockstep approve … --ask\" writes it")
        }
        return file.petition
    }

    static func answer(_ path: String) throws -> SignedAnswer {
        let file = try read(SignedAnswer.self, path, "a signed approval, which \"lockstep approve --file\" writes")
        guard file.format == answerFormat else {
            throw InputProblem("\(path) isn't a signed approval: \"lockstep approve --file REQUEST\" writes one")
        }
        guard file.version == version else { throw newer(path) }
        return file
    }

    private static func read<T: Decodable>(_ type: T.Type, _ path: String, _ what: String) throws -> T {
        let data = try BoundedFile.data(path, limit: largest)
        guard let value = try? JSONDecoder().decode(type, from: data) else {
            throw InputProblem("\(path == "-" ? "standard input" : path) isn't \(what)")
        }
        return value
    }

    private static func newer(_ path: String) -> InputProblem {
        InputProblem("\(path) was written by a newer Lockstep; update this one")
    }
}
