import Foundation
import TestSupport
import Testing

/// Plays the browser in which somebody signs in to the simulated tenant.
enum Browser {
    static let admin = "ida.holm@nordwind.example"

    /// Waits until the program shows an address to open.
    static func address(on terminal: PseudoTerminal) throws -> String {
        let screen = try terminal.expect("The address where it landed")
        return String(try #require(screen.matches(of: /https:\S+authorize\?\S+/).last).output)
    }

    /// Opens the address that is shown, signs in, and pastes where it landed.
    static func signIn(as account: String, at terminal: PseudoTerminal, _ live: LiveTenant) throws {
        terminal.answer(try landing(of: try address(on: terminal), as: account, live))
    }

    /// - Returns: where the browser is sent, or the page that it stays at.
    static func landing(
        of address: String, as account: String, answer: String = "approve", _ live: LiveTenant
    ) throws -> String {
        let script = """
            import html, re, ssl, sys, urllib.error, urllib.parse, urllib.request
            context = ssl.create_default_context(cafile=sys.argv[1])
            class Stay(urllib.request.HTTPRedirectHandler):
                def redirect_request(self, *ignored): return None
            browser = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), Stay)
            page = browser.open(sys.argv[2]).read().decode()
            action = html.unescape(re.search('action="([^"]*)"', page)[1])
            fields = {html.unescape(k): html.unescape(v)
                      for k, v in re.findall('type="hidden" name="([^"]*)" value="([^"]*)"', page)}
            fields |= {"account": sys.argv[3], "answer": sys.argv[4]}
            try:
                browser.open(urllib.parse.urljoin(sys.argv[2], action), urllib.parse.urlencode(fields).encode())
            except urllib.error.HTTPError as error:
                print(error.headers["Location"] or error.read().decode())
            """
        let run = try Program.run(
            [], store: live.folder.url,
            through: [
                "/usr/bin/env", "python3", "-c", script, live.environment["SSL_CERT_FILE"] ?? "", address, account,
                answer,
            ])
        #expect(run.code == 0, "\(run)")
        return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
