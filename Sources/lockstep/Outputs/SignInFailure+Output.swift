import Outputs
import Report

extension SignInFailure: OutputDocument {
    static let outputName = "failure"
    static let command = "lockstep whoami --json, lockstep identifiers --json: where the tenant could not be read"
    static let about = "Why nothing could be found out. The exit code is 3."
    static let members: [OutputMember<SignInFailure>] = [
        .init("error", "What stood in the way.", \.error)
    ]
}
