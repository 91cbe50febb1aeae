import Foundation
import Runbook
import Tenant

/// Which of an app's secrets or certificates works now, and until when. Which of several is in use, Graph doesn't say:
/// the one that lasts longest is judged, and all are named.
///
/// Microsoft Graph: passwordCredential and keyCredential, `startDateTime` and `endDateTime`.
struct AppCredentials {
    private struct Dated {
        let name: String
        let start: Date
        let end: Date
    }

    /// `client secret` or `certificate`.
    let kind: String
    let app: String
    /// What makes another one.
    let remedy: String
    let now: Date

    func expiry(of told: Field<[Application.PasswordCredential]>) throws -> Observed {
        var (dated, others): ([Dated], [String]) = ([], [])
        let all = try told.required(of: app)
        for credential in all {
            let name = credential.displayName.shown ?? credential.keyId.shown ?? "without a name"
            switch (try time(credential.startDateTime, "start", name), try time(credential.endDateTime, "end", name)) {
            case (.some(let start), .some(let end)): dated.append(Dated(name: name, start: start, end: end))
            case (_, nil): others.append("“\(name)” has no end")
            case (nil, _): others.append("“\(name)” has no start")
            }
        }
        for one in dated where one.start > now { others.append("“\(one.name)” works only from \(words(one.start))") }
        let place = "App registrations → \(app) → Certificates & secrets → \(remedy)"
        guard !all.isEmpty else { throw Impediment.absent(message: "\(app) has no \(kind).", remedy: place) }
        let begun = dated.filter { $0.start <= now }
        guard let best = begun.max(by: { $0.end < $1.end }) else {
            // Something is there, and none of it is known to work.
            let message = "No \(kind) of \(app) is known to work now: \(others.joined(separator: ", "))."
            guard dated.isEmpty else { throw Impediment.missing(message: message, remedy: place) }
            throw TenantFault.elsewhere(message, remedy: place)
        }
        let working = begun.filter { $0.end > now }
        if working.count > 1 {
            others.insert(
                "Graph doesn't say which of \(working.count) is in use: "
                    + working.sorted { $0.end > $1.end }.map { "“\($0.name)” until \(words($0.end))" }
                    .joined(separator: ", "), at: 0)
        }
        let evidence = others.joined(separator: "; ")
        return Observed(.time(best.end), detail: evidence.isEmpty ? nil : evidence, evidence: evidence)
    }

    private func words(_ date: Date) -> String { Value.time(date).words }

    /// - Returns: nil where there is none.
    private func time(_ field: Field<String>, _ which: String, _ name: String) throws(TenantFault) -> Date? {
        guard let text = try field.nullable(of: "the \(kind) “\(name)”") else { return nil }
        guard let date = GraphDecoding.date(text) else {
            throw .unexpected("the \(which) of the \(kind) “\(name)” isn't a time", about: name)
        }
        return date
    }
}
