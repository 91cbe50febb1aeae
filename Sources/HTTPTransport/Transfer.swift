import CLibcurl
import CurlShims
import Foundation

/// One request on its way: an easy handle, what has come so far, and who waits for it.
///
/// @unchecked Sendable is safe because a transfer is made by the caller, handed to the driver through its locked
/// queue, and from then on touched by the driver's thread alone.
final class Transfer: @unchecked Sendable {
    let id: UInt64
    private let request: HTTPRequest
    private let configuration: HTTPConfiguration
    private let continuation: CheckedContinuation<Result<HTTPResponse, HTTPFailure>, Never>

    private(set) var handle: UnsafeMutableRawPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var body = Data()
    private var headerBytes = 0
    private var headers: [(name: String, value: String)] = []
    private var overflow = false
    private var isFinished = false

    init(
        id: UInt64, request: HTTPRequest, configuration: HTTPConfiguration,
        continuation: CheckedContinuation<Result<HTTPResponse, HTTPFailure>, Never>
    ) {
        self.id = id
        self.request = request
        self.configuration = configuration
        self.continuation = continuation
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        if let headerList { curl_slist_free_all(headerList) }
        if let handle { curl_easy_cleanup(handle) }
        errorText.deallocate()
    }

    /// Makes the easy handle. Called on the driver's thread, once.
    func prepare() -> UnsafeMutableRawPointer? {
        guard let easy = curl_easy_init() else { return nil }
        handle = easy
        let context = Unmanaged.passUnretained(self).toOpaque()
        lockstep_curl_set_pointer(easy, CURLOPT_PRIVATE, context)
        lockstep_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        lockstep_curl_set_string(easy, CURLOPT_URL, request.url)
        lockstep_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "https")
        lockstep_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        lockstep_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        lockstep_curl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        lockstep_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        lockstep_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        lockstep_curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        lockstep_curl_set_long(easy, CURLOPT_PIPEWAIT, 1)
        lockstep_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(configuration.connectTimeout * 1000))
        lockstep_curl_set_long(easy, CURLOPT_TIMEOUT_MS, Int(configuration.totalTimeout * 1000))
        lockstep_curl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1)
        lockstep_curl_set_long(easy, CURLOPT_LOW_SPEED_TIME, configuration.idleTimeout)
        lockstep_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
        lockstep_curl_set_string(easy, CURLOPT_USERAGENT, configuration.userAgent)
        if case .none = configuration.proxy { lockstep_curl_set_string(easy, CURLOPT_PROXY, "") }
        if case .anchors(let pem) = configuration.trust {
            _ = pem.withUnsafeBytes {
                lockstep_curl_set_trust(easy, $0.baseAddress ?? UnsafeRawPointer(easy), $0.count)
            }
        }
        setRequest(easy)
        lockstep_curl_set_writer(
            easy,
            { bytes, size, count, context in
                Transfer.from(context).receive(UnsafeBufferPointer(start: bytes, count: size * count))
                    ? size * count : 0
            }, context)
        lockstep_curl_set_header_reader(
            easy,
            { bytes, size, count, context in
                Transfer.from(context).receiveHeader(UnsafeBufferPointer(start: bytes, count: size * count))
                    ? size * count : 0
            }, context)
        return easy
    }

    private func setRequest(_ easy: UnsafeMutableRawPointer) {
        switch request.method {
        case .get: lockstep_curl_set_long(easy, CURLOPT_HTTPGET, 1)
        case .delete where request.body == nil: lockstep_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, "DELETE")
        default:
            lockstep_curl_set_long(easy, CURLOPT_POST, 1)
            lockstep_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
            let body = request.body ?? Data()
            _ = body.withUnsafeBytes { bytes in
                // An empty buffer may have no address; the count says that nothing is read from this one.
                lockstep_curl_set_body(easy, bytes.baseAddress ?? UnsafeRawPointer(easy), bytes.count)
            }
        }
        // Without "Expect:" libcurl waits up to a second for a 100 that some proxies never send.
        var list = curl_slist_append(nil, "Expect:")
        for header in request.headers { list = curl_slist_append(list, "\(header.name): \(header.value)") }
        headerList = list
        lockstep_curl_set_list(easy, list)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
        // The context is the pointer that `prepare` set; the driver keeps the transfer alive while libcurl has it.
        guard let context else { preconditionFailure("libcurl lost a transfer's context") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// The transfer that an easy handle belongs to.
    static func of(_ easy: UnsafeMutableRawPointer) -> Transfer { from(lockstep_curl_private(easy)) }

    private func receive(_ bytes: UnsafeBufferPointer<CChar>) -> Bool {
        guard body.count + bytes.count <= configuration.maximumBody else {
            overflow = true
            return false
        }
        body.append(UnsafeRawBufferPointer(bytes).bindMemory(to: UInt8.self))
        return true
    }

    private func receiveHeader(_ bytes: UnsafeBufferPointer<CChar>) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= configuration.maximumHeaders else {
            overflow = true
            return false
        }
        let line = String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self)
        // A status line starts a new set (after a 100, or a proxy's CONNECT): only the last set is the answer's.
        if line.hasPrefix("HTTP/") {
            headers.removeAll()
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            headers.append((String(line[..<colon]), value))
        }
        return true
    }

    /// Ends the transfer as libcurl says it ended.
    func finish(_ code: CURLcode) {
        guard let handle else { return finish(.failure(.other("no handle"))) }
        guard code == CURLE_OK else { return finish(.failure(failure(code))) }
        let version = lockstep_curl_http_version(handle)
        finish(
            .success(
                HTTPResponse(
                    status: lockstep_curl_response_code(handle), headers: headers, body: body,
                    isHTTP2: version == Int(CURL_HTTP_VERSION_2_0))))
    }

    /// Resumes whoever waits; a second end is ignored.
    func finish(_ result: Result<HTTPResponse, HTTPFailure>) {
        guard !isFinished else { return }
        isFinished = true
        continuation.resume(returning: result)
    }

    private func failure(_ code: CURLcode) -> HTTPFailure {
        let detail = String(cString: errorText)
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        switch code {
        case _ where overflow: return .tooLarge(limit: configuration.maximumBody)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: return .badURL(text)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unresolved(text)
        case CURLE_COULDNT_CONNECT: return .unreachable(text)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(text)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .tls(text)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING:
            return .interrupted(text)
        default: return .other(text)
        }
    }
}
