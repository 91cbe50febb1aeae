import Foundation
import Journal
import Sameness
import Tenant

/// What the directory's audit log says of a domain's authentication.
///
/// Graph: `GET /auditLogs/directoryAudits`, permission AuditLog.Read.All. Entries come some minutes late, so that one
/// that isn't there proves nothing.
enum DirectoryAudits {
    private static let activities: Set<String> = ["set domain authentication", "set federation settings on domain"]

    /// Who sends: the token's own words of itself.
    struct Sender: Sendable {
        let objectID: String?
        let clientID: String?
    }

    /// Reads the entries since a moment.
    /// - Returns: nil where they can't be read: without the permission, or just now.
    static func read(
        _ domain: String, since: Date, history: SwitchHistory, sender: Sender?, _ client: GraphClient,
        _ patience: Patience
    ) async -> [SwitchAudited]? {
        let path = GraphPath(
            ["auditLogs", "directoryAudits"],
            [
                (
                    "$filter",
                    "activityDateTime ge \(since.formatted(.iso8601)) and category eq 'DirectoryManagement'"
                )
            ])
        var found: [SwitchAudited] = []
        do {
            for try await page in GraphPages(path, of: DirectoryAudit.self, client, patience: patience) {
                found += page.compactMap { audited($0, domain, history, sender) }
            }
        } catch {
            return nil
        }
        return found.sorted { $0.at < $1.at }
    }

    private static func audited(
        _ entry: DirectoryAudit, _ domain: String, _ history: SwitchHistory, _ sender: Sender?
    ) -> SwitchAudited? {
        guard activities.contains(entry.activityDisplayName?.lowercased() ?? ""),
            entry.targetResources?.contains(where: {
                [$0.displayName, $0.id].contains { $0.map { DomainName.isSame($0, domain) } == true }
            }) == true,
            let time = entry.activityDateTime.flatMap(date)
        else { return nil }
        // Whatever else Graph says (`timeout`, a word to come, nothing) tells neither that it was done nor that it wasn't.
        guard let result = entry.result?.lowercased(), ["success", "failure"].contains(result) else { return nil }
        let isDone = result == "success"
        let named = history.sendings.last {
            $0.requestID != nil && $0.requestID?.lowercased() == entry.correlationId?.lowercased()
        }
        // Where the log doesn't carry our id, an entry that tells of something done is ours by sender, target and time.
        let near = history.openSwitches.count + history.openRemovals.count == 1 ? history.open.first : nil
        let ours =
            named
            ?? (isDone && isBy(sender, entry)
                ? near.flatMap { abs(time.timeIntervalSince($0.at)) <= 120 ? $0 : nil } : nil)
        // A failure is taken for ours only where the log names our very request.
        guard isDone || named != nil else { return nil }
        return SwitchAudited(
            domain: domain, attempt: ours?.attempt, entry: entry.id, at: Event.text(time), by: name(entry),
            succeeded: isDone, reason: entry.resultReason)
    }

    private static func isBy(_ sender: Sender?, _ entry: DirectoryAudit) -> Bool {
        guard let sender else { return false }
        if let app = entry.initiatedBy?.app?.appId, let client = sender.clientID {
            return app.lowercased() == client.lowercased()
        }
        if let user = entry.initiatedBy?.user?.id, let object = sender.objectID {
            return user.lowercased() == object.lowercased()
        }
        return false
    }

    private static func name(_ entry: DirectoryAudit) -> String {
        let (user, app) = (entry.initiatedBy?.user, entry.initiatedBy?.app)
        return user?.userPrincipalName ?? user?.displayName ?? app?.displayName ?? app?.appId ?? user?.id
            ?? "somebody whom the log doesn't name"
    }

    /// Graph gives up to seven decimals, which the standard reader doesn't take.
    private static func date(_ text: String) -> Date? {
        let short = text.replacing(/\.(\d{1,3})\d*/) { ".\($0.output.1)" }
        return (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(short))
            ?? (try? Date.ISO8601FormatStyle().parse(short))
    }
}
