import Escaping
import Foundation
import Hummingbird

/// The page on which a person enters the code that a device shows. Simulated people have no passwords: the account's
/// name is enough.
enum DevicePage {
    enum Outcome: Sendable {
        case approved(String)
        case declined
        case unknownCode
        case refused(String)

        var text: String {
            switch self {
            case .approved(let upn): "Signed in as \(upn). You may close this page."
            case .declined: "Declined. You may close this page."
            case .unknownCode: "That code isn't waiting: it is mistyped, used, or older than 15 minutes."
            case .refused(let reason): reason
            }
        }

        var isSuccess: Bool {
            switch self {
            case .approved, .declined: true
            case .unknownCode, .refused: false
            }
        }
    }

    static func form(code: String) -> Response {
        page(
            """
            <form method="post" action="/devicelogin">
            <p><label>Code <input name="code" value="\(XMLText.escaped(code))" autocomplete="off"></label></p>
            <p><label>Account <input name="account" placeholder="user@domain"></label></p>
            <p><button name="answer" value="approve">Sign in and accept</button>
            <button name="answer" value="decline">Decline</button></p>
            </form>
            """)
    }

    static func outcome(_ outcome: Outcome) -> Response {
        var response = page("<p>\(XMLText.escaped(outcome.text))</p>")
        if !outcome.isSuccess { response.status = .badRequest }
        return response
    }

    private static func page(_ body: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy: "default-src 'none'; form-action 'self'",
            ],
            body: .init(
                byteBuffer: ByteBuffer(
                    string: "<!doctype html><title>Simulated sign-in</title><h1>Simulated sign-in</h1>\(body)")))
    }
}
