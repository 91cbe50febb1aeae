import Escaping
import TestSupport
import Testing

/// Other people's messages, without what may be secret in them, and with everything else.
@Suite(.computing) struct SecretTextTests {
    @Test(arguments: [
        // Addresses: a password that isn't encoded has anything in it.
        ("Could not resolve proxy http://ida:S3cr@tPw@127.0.0.1:9", "Could not resolve proxy http://***@127.0.0.1:9"),
        ("'http://ida:a/S3cr@host:9'", "'http://***@host:9'"), ("http://ida:a#S3cr@host", "http://***@host"),
        ("http://ida:a?S3cr@host", "http://***@host"), ("http://ida:a S3cr@host", "http://***@host"),
        ("http://ida:a\\S3cr@host", "http://***@host"), ("socks5h://S3cr@host,", "socks5h://***@host,"),
        ("https://token:S3cr@host/a and https://ida:S3cr@b", "https://***@host/a and https://***@b"),
        ("http://ida:S3@cr/S3cr@host/x", "http://***@host/x"),
        // Behind a host that is one, somebody may be named.
        ("https://graph.microsoft.com/v1.0/users/ida@contoso.com: 404", nil), ("https://host:443/a@b", nil),
        ("https://[::1]:8443/users/a@b", nil), ("see https://learn.microsoft.com, or ask ida@contoso.com", nil),
        ("https://host?login_hint=ida@contoso.com", nil), ("mail ida@contoso.com", nil), ("://", nil), ("a://", nil),
        // A scheme that somebody left out; what else stands before a colon is a line, an hour, or a mail's own scheme.
        ("ida:S3cr@host.example", "***@host.example"), ("\"ida:S3cr@h\" isn't one", "\"***@h\" isn't one"),
        ("proxy=ida:S3cr@h:80", "proxy=***@h:80"), ("SMTP:ida@contoso.com", nil), ("mailto:ida@contoso.com", nil),
        ("file.csv: ida@contoso.com", nil), ("12:ida@contoso.com", nil), ("at 22:00@noon", nil), ("a:b", nil),
        ("a:@b", nil),
        // What signs in.
        ("sent eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.S3cr-_ to it", "sent *** to it"),
        ("x-eyJhbGciOiJub25lIn0S3cr", "x-***"), ("eyJhbGciOiJub25lIn0S3cr", "***"),
        // The same letters in the midst of what is random.
        ("SHA256:qweyJhbGciOiJub25lIn0 signed it", nil), ("authorize?state=4eyJhbGciOiJub25lIn0&x=1", nil),
        ("Authorization: Bearer S3cr S3cr", "Authorization: ***"),
        ("proxy-authorization=Basic S3cr", "proxy-authorization=***"),
        ("\"authorization\": \"S3cr\"", "\"authorization\": ***\""),
        ("Authorization: S3cr\nnext", "Authorization: ***\nnext"),
        ("got Bearer S3crS3crS3cr.x", "got Bearer ***"), ("basic aWRhOlMzY3I6UzNjcg==", "basic ***"),
        ("client_secret=S3cr&x=1", "client_secret=***&x=1"), ("--password=S3cr -v", "--password=*** -v"),
        ("access_token='S3cr'", "access_token=***'"), ("?sig=S3cr%2F&se=2", "?sig=***&se=2"),
        (#"{"client_secret" : "S3cr", "a": "b"}"#, #"{"client_secret" : "***", "a": "b"}"#),
        (#"{"secretText":"S3cr"}"#, #"{"secretText":"***"}"#),
        ("{'client_secret': 'S3cr', 'a': 'b'}", "{'client_secret': '***', 'a': 'b'}"),
        ("az login -u x -p S3cr --tenant t", "az login -u x -p *** --tenant t"),
        ("--client-secret \"S3cr\"", "--client-secret ***\""), ("Set-Cookie: ESTSAUTH=S3cr; path=/", "Set-Cookie: ***"),
        // Words that only sound so.
        ("run it with -p, or --password", nil), ("a cookie was set", nil),
        ("the secret is wrong: make a new one", nil), ("basic rules", nil),
        ("AADSTS7000215: Invalid client secret", nil),
        ("password sign-in, token lifetime: 60", nil), ("Negotiate it", nil), ("eyJ is a beginning", nil), ("", nil),
    ])
    func whatIsSecretGoesAndTheRestStays(text: String, right: String?) {
        let masked = SecretText.masked(text)
        #expect(masked == right ?? text)
        #expect(SecretText.masked(masked) == masked)
        #expect(right == nil || !masked.contains("S3cr"))
    }

    @Test func whatIsKnownGoesWhereverItStands() {
        #expect(SecretText.masked("it says Pw#1x, twice Pw#1x", secrets: ["Pw#1x"]) == "it says ***, twice ***")
        // Of one or two letters every word may have some.
        #expect(SecretText.masked("nothing of it", secrets: ["", "t", "of"]) == "nothing of it")
    }
}
