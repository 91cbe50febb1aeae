import CLibcurl
import CurlShims
import Escaping
import Foundation

/// One request on its way: an easy handle, what has come so far, and who waits for it.
///
/// @unchecked Sendable is safe because a transfer is made by the caller, handed to the driver through its locked
/// queue, and from then on touched by the driver's thread alone.
final class Transfer: @unchecked Sendable {
    let id: UInt64
    private let request: HTTPRequest
    private let configuration: HTTPConfiguration
    let host: String
    /// That of the environment; nil where it isn't asked, or names none.
    private let proxy: ProxySetting?
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
        host = URLComponents(string: request.url)?.host ?? ""
        proxy = if case .environment = configuration.proxy { ProxySetting(for: host) } else { nil }
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        if let headerList { curl_slist_free_all(headerList) }
        if let handle { curl_easy_cleanup(handle) }
        errorText.deallocate()
    }

    /// Makes the easy handle. Called on the driver's thread, once.
    func prepare() -> Result<UnsafeMutableRawPointer, HTTPFailure> {
        guard let easy = curl_easy_init() else { return .failure(.other("libcurl has no memory left")) }
        handle = easy
        var options = TransferOptions(easy)
        let context = Unmanaged.passUnretained(self).toOpaque()
        options.need("its owner", lockstep_curl_set_pointer(easy, CURLOPT_PRIVATE, context))
        options.need("the place for errors", lockstep_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText))
        options.set(configuration)
        if LoopbackHost.isOne(host) { options.goDirectly() }
        headerList = options.set(request)
        options.need(
            "the reader",
            lockstep_curl_set_writer(
                easy,
                { bytes, size, count, context in
                    Transfer.from(context).receive(UnsafeBufferPointer(start: bytes, count: size * count))
                        ? size * count : 0
                }, context))
        options.need(
            "the reader of headers",
            lockstep_curl_set_header_reader(
                easy,
                { bytes, size, count, context in
                    Transfer.from(context).receiveHeader(UnsafeBufferPointer(start: bytes, count: size * count))
                        ? size * count : 0
                }, context))
        if let proxy, !proxy.isAddress { return .failure(.proxyAddress(variable: proxy.variable)) }
        return options.refusal.map(Result.failure) ?? .success(easy)
    }

    /// Closes the connection once nobody uses it any more.
    func retireConnection() {
        if let handle { lockstep_curl_set_long(handle, CURLOPT_FORBID_REUSE, 1) }
    }

    /// Whether a connection was opened for it; asked once it has ended.
    var hasConnected: Bool { handle.map(lockstep_curl_made_connection) ?? false }

    /// OpenSSL, x509_vfy.h: X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED.
    private static let (notYetValid, expired) = (9, 10)

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
        guard code == CURLE_OK else { return finish(.failure(failure(code, handle))) }
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

    private func failure(_ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> HTTPFailure {
        let detail = String(cString: errorText)
        let text = SecretText.masked(
            detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail, secrets: proxy?.secrets ?? [])
        if let proxy, !overflow {
            let status = lockstep_curl_proxy_code(handle)
            if status >= 300 { return .proxyRefused(variable: proxy.variable, status: status, host: host) }
            if code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_COULDNT_CONNECT && proxy.isMeant(by: text) {
                return .proxyUnreachable(variable: proxy.variable, text)
            }
        }
        let wasConnected = lockstep_curl_was_connected(handle)
        switch code {
        case _ where overflow: return .tooLarge(limit: configuration.maximumBody)
        // What may have been sent may have been heard, whatever libcurl calls the end of it: also an answer that isn't HTTP.
        case CURLE_UNSUPPORTED_PROTOCOL where wasConnected, CURLE_WEIRD_SERVER_REPLY:
            return .interrupted("what answered doesn't speak HTTP: \(text)")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: return .badURL(text)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unresolved(text)
        case CURLE_COULDNT_CONNECT: return wasConnected ? .interrupted(text) : .unreachable(text)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(text)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            if wasConnected { return .interrupted(text) }
            switch lockstep_curl_verify_result(handle) {
            case Transfer.notYetValid: return .notYetValid(host)
            case Transfer.expired: return .noLongerValid(host)
            default: return .tls(text)
            }
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING:
            return .interrupted(text)
        default: return .other(text)
        }
    }
}
