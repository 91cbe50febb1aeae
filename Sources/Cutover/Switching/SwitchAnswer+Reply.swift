import Foundation
import Journal
import Tenant

extension SwitchAnswer {
    private struct Made: Decodable {
        let id: String?
    }

    /// How a write was answered. A refusal is one only where nothing can have been done: the request never left, or Graph
    /// answered, in its own form, with a status that it documents as a refusal before any effect. Graph has answered 500
    /// and federated the domain all the same; a gateway's 502 and 504, a lost answer and a time-out tell nothing either.
    init(_ reply: GraphReply, _ direction: Sending.Direction) {
        let (status, id) = (reply.exchange.status, reply.exchange.requestID)
        let fault: TenantFault
        switch reply.result {
        case .success(let data):
            self.init(
                kind: .accepted, words: "Microsoft took it (\(status ?? 200)).", status: status, requestID: id,
                configurationID: (try? JSONDecoder().decode(Made.self, from: data))?.id)
            return
        case .failure(let found): fault = found
        }
        self.init(
            kind: SwitchAnswer.kind(of: fault, status, direction), words: fault.reason, status: status, requestID: id)
    }

    /// What never left, for a reason of ours.
    static func unsent(_ words: String) -> SwitchAnswer {
        SwitchAnswer(kind: .refused, words: words, status: nil, requestID: nil)
    }

    private static func kind(of fault: TenantFault, _ status: Int?, _ direction: Sending.Direction) -> Kind {
        switch fault {
        // No connection stood: nothing was sent.
        case .transport(.badURL), .transport(.unresolved), .transport(.unreachable), .transport(.tls),
            .transport(.notYetValid), .transport(.noLongerValid), .transport(.proxyAddress),
            .transport(.proxyUnreachable), .transport(.proxyRefused):
            .refused
        case .throttled, .unauthorized, .forbidden: .refused
        case .notFound: direction == .remove ? .gone : .refused
        case .refused(let status, _, let message) where [400, 409].contains(status):
            direction == .federate && isThere(message) ? .exists : .refused
        // Never sent: what stood in the way came before it.
        case .elsewhere where status == nil: .refused
        case .signIn, .unavailable, .refused, .unexpected, .leftOut, .torn, .transport, .elsewhere: .unclear
        }
    }

    /// Whether the refusal says that the domain is federated already. That its issuer is another domain's is another thing.
    private static func isThere(_ message: String) -> Bool {
        let words = message.lowercased()
        return words.contains("already") && words.contains("federat") && !words.contains("issuer")
    }
}
