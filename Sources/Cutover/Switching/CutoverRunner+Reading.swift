import Foundation
import Journal
import Tenant
import Verification

/// What an attempt reads of the domain and around it.
extension CutoverRunner {
    enum Before {
        case success(DomainLook)
        case failure(Reason?)
    }

    /// The domain as it is now, whatever any check says of it; a failure with the reason, nil while an answer is missing.
    func lookBefore() async -> Before {
        guard let plan else { return .failure(nil) }
        let writer = writer
        let history = (try? history()) ?? SwitchHistory(domain: plan.domain)
        let look = await DomainLook.take(
            plan.domain, plan: plan, history: history, client: client, patience: client.patience(),
            now: { writer.time })
        guard case .failure(let fault) = look.reading else { return .success(look) }
        return .failure(
            Reason(
                kind: .unknown, subject: nil,
                message: "It can't be said whether \(plan.domain) is managed now. \(fault.reason)",
                remedy: fault.remedy))
    }

    func resulting(_ hand: Hand) async -> ResultingState.Problems? {
        guard let plan else { return nil }
        return await ResultingState.problems(
            plan.domain, sends: hand.isLockstep, named: writer.state.answers[EmergencyAdministrators.answer] ?? "",
            now: writer.time, access)
    }

    func surroundings() async -> (DomainSurroundings?, [Reason]) {
        guard let plan else { return (nil, []) }
        do throws(TenantFault) {
            let found = try await DomainSurroundings.read(plan, client)
            return (found, found.problems(plan))
        } catch {
            return (
                nil,
                [
                    Reason(
                        kind: .unknown, subject: nil,
                        message:
                            "It can't be said whether \(plan.domain) collides with another domain. \(error.reason)",
                        remedy: error.remedy)
                ]
            )
        }
    }
}
