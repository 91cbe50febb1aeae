import CLibcurl
import CurlShims
import Foundation

/// Tells an easy handle what to do. An option that it doesn't take would stay at its default, and the transfer would go
/// on: to any server, by any protocol, without a body. So the first refusal is kept, and the transfer isn't started.
struct TransferOptions {
    let easy: UnsafeMutableRawPointer
    private(set) var refusal: HTTPFailure?

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    /// What the trust in the server rests on.
    mutating func trust(_ what: String, _ code: CURLcode) {
        keep(code) { .tls("\(what) can't be set: \($0)") }
    }

    /// What is sent, where to, and within which limits.
    mutating func need(_ what: String, _ code: CURLcode) {
        keep(code) { .other("\(what) can't be set: \($0)") }
    }

    mutating func address(_ code: CURLcode) { keep(code) { .badURL($0) } }

    private mutating func keep(_ code: CURLcode, _ failure: (String) -> HTTPFailure) {
        if code != CURLE_OK, refusal == nil { refusal = failure(String(cString: curl_easy_strerror(code))) }
    }

    /// Everything that no request chooses.
    mutating func set(_ configuration: HTTPConfiguration) {
        trust("the protocol", lockstep_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "https"))
        trust("that redirects aren't followed", lockstep_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0))
        trust("the version of TLS", lockstep_curl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)))
        trust("verification", lockstep_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1))
        trust("verification", lockstep_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2))
        if case .anchors(let pem) = configuration.trust {
            // A text without a certificate would mean that none is trusted; an empty one, that curl may keep its default.
            let code = pem.withUnsafeBytes { bytes in
                bytes.baseAddress.map { lockstep_curl_set_trust(easy, $0, bytes.count) } ?? CURLE_BAD_FUNCTION_ARGUMENT
            }
            trust("the authorities to trust", code)
        }
        if case .none = configuration.proxy { goDirectly() }
        need("a limit", lockstep_curl_set_long(easy, CURLOPT_NOSIGNAL, 1))
        need(
            "a limit",
            lockstep_curl_set_long(
                easy, CURLOPT_CONNECTTIMEOUT_MS, TransferOptions.milliseconds(configuration.connectTimeout)))
        need(
            "a limit",
            lockstep_curl_set_long(easy, CURLOPT_TIMEOUT_MS, TransferOptions.milliseconds(configuration.totalTimeout)))
        need("a limit", lockstep_curl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1))
        need("a limit", lockstep_curl_set_long(easy, CURLOPT_LOW_SPEED_TIME, configuration.idleTimeout))
        need("the program's name", lockstep_curl_set_string(easy, CURLOPT_USERAGENT, configuration.userAgent))
        // What only makes it quicker may be missing from a build of libcurl.
        lockstep_curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        lockstep_curl_set_long(easy, CURLOPT_PIPEWAIT, 1)
        lockstep_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
    }

    /// Uses no proxy, whatever the environment names.
    mutating func goDirectly() {
        trust("that no proxy is used", lockstep_curl_set_string(easy, CURLOPT_PROXY, ""))
    }

    /// libcurl takes zero for "no limit", and some waits are as long as a machine can count.
    private static func milliseconds(_ seconds: Double) -> Int { Int(min(max(seconds, 0.001), 86_400) * 1_000) }

    /// Method, address, body and headers.
    /// - Returns: the list of headers, to be freed after the transfer.
    mutating func set(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
        // A C string ends at NUL, and a header at its line's end: what comes after would be somebody else's words. And
        // letters outside ASCII make another host's name for one reader than for the next.
        if request.url.utf8.contains(where: { !(0x21...0x7E).contains($0) }) { address(CURLE_URL_MALFORMAT) }
        address(lockstep_curl_set_string(easy, CURLOPT_URL, request.url))
        switch request.method {
        case .get: need("the method", lockstep_curl_set_long(easy, CURLOPT_HTTPGET, 1))
        case .delete where request.body == nil:
            need("the method", lockstep_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, "DELETE"))
        default:
            need("the method", lockstep_curl_set_long(easy, CURLOPT_POST, 1))
            need("the method", lockstep_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue))
            let body = request.body ?? Data()
            let code = body.withUnsafeBytes { bytes in
                // An empty buffer may have no address; the count says that nothing is read from this one.
                lockstep_curl_set_body(easy, bytes.baseAddress ?? UnsafeRawPointer(easy), bytes.count)
            }
            need("the body", code)
        }
        // Without "Expect:" libcurl waits up to a second for a 100 that some proxies never send.
        var list = curl_slist_append(nil, "Expect:")
        for header in request.headers {
            let line = "\(header.name): \(header.value)"
            guard !line.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }),
                let longer = curl_slist_append(list, line)
            else {
                need("the header \(header.name)", CURLE_BAD_FUNCTION_ARGUMENT)
                continue
            }
            list = longer
        }
        need("the headers", list == nil ? CURLE_OUT_OF_MEMORY : lockstep_curl_set_list(easy, list))
        return list
    }
}
