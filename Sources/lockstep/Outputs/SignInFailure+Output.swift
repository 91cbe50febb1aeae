import Outputs
import Report

extension SignInFailure: OutputDocument {
    static let outputName = "not-signed-in"
    static let command = "lockstep whoami --json, lockstep identifiers --json: where nobody could sign in"
    static let about = "Why nothing could be found out. The exit code is 3."
    static let members: [OutputMember<SignInFailure>] = [
        .init("error", "Why nobody could sign in.", \.error)
    ]
}
