import Console
import Journal
import Signatures
import Synchronization
import Text

/// Says once that nothing is signed, and why: what is written meanwhile is signed with what comes later.
final class TellingSigner: HeadSigner {
    private struct State {
        var isTold = false
        /// Until when nobody is asked again: an agent that hangs would hold up every line that is written.
        var restsUntil: ContinuousClock.Instant?
        var words = ""
    }

    /// What an answer may take before it holds up who works.
    private static let quick = Duration.seconds(1)
    private static let rest = Duration.seconds(60)

    private let signer: any HeadSigner
    private let screen: Screen
    private let state = Mutex(State())

    init(_ signer: any HeadSigner, _ screen: Screen) {
        (self.signer, self.screen) = (signer, screen)
    }

    var key: SSHPublicKey { signer.key }

    func sign(_ message: [UInt8], namespace: String) throws(SigningFailure) -> SSHSignature {
        let start = ContinuousClock.now
        let resting = state.withLock { $0.restsUntil.map { start < $0 } == true ? $0.words : nil }
        if let resting { throw SigningFailure(resting) }
        do throws(SigningFailure) {
            let signature = try signer.sign(message, namespace: namespace)
            state.withLock { $0 = State() }
            return signature
        } catch {
            let took = ContinuousClock.now - start
            let wasTold = state.withLock { state in
                defer { state.isTold = true }
                state.restsUntil = took > TellingSigner.quick ? .now + TellingSigner.rest : nil
                state.words = error.description
                return state.isTold
            }
            if !wasTold {
                screen.error(
                    "\(Style.yellow("Not signed:")) \(error) What is written is kept, and signed later, if that works while this runs."
                )
            }
            throw error
        }
    }
}
