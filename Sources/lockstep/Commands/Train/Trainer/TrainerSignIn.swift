import ArgumentParser
import Console

struct TrainerSignIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in", abstract: "Have somebody of the tenant try to sign in, and see what they meet.",
        usage: "lockstep trainer <url> sign-in <user>")

    @ParentCommand var parent: Trainer
    @Argument(help: "The user principal name.") var user: String

    private struct SignInReply: Decodable {
        let errorCode: Int
        let reason: String
    }

    func run() async throws {
        let outcome = try await parent.target.client().send(.post, "sign-ins", ["user": user], as: SignInReply.self)
        if outcome.errorCode == 0 {
            Screen().line("\(user): \(outcome.reason)")
        } else {
            throw Refusal("\(user) can't sign in: AADSTS\(outcome.errorCode): \(outcome.reason)")
        }
    }
}
