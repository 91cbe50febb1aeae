import Escaping
import Foundation
import Hummingbird

/// The page on which a person enters the code that a device shows. Simulated people have no passwords: the account's
/// name is enough.
enum DevicePage {
    enum Decision: Sendable {
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

    /// - Parameter query: what the app asked for; sent along with the answer.
    static func signIn(_ query: [String: String], action: String, hint: String) -> Response {
        let hidden = hidden(query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        return page(
            """
            <form method="post" action="\(XMLText.escaped(action))">\(hidden)
            <p><label>Account <input name="account" value="\(XMLText.escaped(hint))" placeholder="user@domain"></label></p>
            <p><button name="answer" value="approve">Sign in and accept</button>
            <button name="answer" value="decline">Decline</button></p>
            </form>
            """, sendsOn: true)
    }

    /// What the app gets, as a form that leads to it. (Entra's page sends it by itself, with a script.)
    static func sentOn(_ fields: [(String, String)], to address: String) -> Response {
        page(
            """
            <form method="post" action="\(XMLText.escaped(address))">\(hidden(fields))
            <p><button>Go on</button></p>
            </form>
            """, sendsOn: true)
    }

    private static func hidden(_ fields: [(String, String)]) -> String {
        fields.map {
            "<input type=\"hidden\" name=\"\(XMLText.escaped($0.0))\" value=\"\(XMLText.escaped($0.1))\">"
        }.joined()
    }

    static func outcome(_ outcome: Decision) -> Response {
        var response = page("<p>\(XMLText.escaped(outcome.text))</p>")
        if !outcome.isSuccess { response.status = .badRequest }
        return response
    }

    /// - Parameter sendsOn: the form's answer leads to an app's own address.
    private static func page(_ body: String, sendsOn: Bool = false) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy: "default-src 'none'; form-action \(sendsOn ? "*" : "'self'")",
            ],
            body: .init(
                byteBuffer: ByteBuffer(
                    string: "<!doctype html><title>Simulated sign-in</title><h1>Simulated sign-in</h1>\(body)")))
    }
}
