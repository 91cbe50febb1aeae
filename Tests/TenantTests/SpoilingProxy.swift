import Foundation
import HTTPTransport
import TestSupport

@testable import SimulatedTenant

/// Stands between a client and a simulated tenant, and spoils one field of one answer: takes it away, makes it null, of
/// another type, or of another value. Answers in a `$batch` as well.
final class SpoilingProxy: @unchecked Sendable {
    // Safe: everything is set once, before anybody else sees the proxy.
    private let process = Process()
    private let lifeline = Pipe()
    private let folder: TemporaryFolder
    private let http: HTTPClient
    let anchor: Data
    let address: String

    /// A field of an answer: the keys that lead to it, `*` for any element of a list.
    struct Field: Codable, Hashable, Sendable, CustomStringConvertible {
        let target: String
        let keys: [String]

        var description: String { "\(target) \(keys.joined(separator: "."))" }
    }

    enum How: String, Codable, Sendable, CaseIterable {
        case remove, null, retype
        /// Another value of the same type.
        case other
        /// The whole answer is 404: as the directory says it of a thing, and as anybody may say it of anything.
        case gone, lost
    }

    /// Which elements of each list on the way.
    enum Scope: String, Codable, Sendable, CaseIterable {
        case all, last
    }

    private struct Spoil: Codable {
        let field: Field?
        let how: How?
        let scope: Scope?
    }

    init(_ tenant: SimulatedTenant) throws {
        folder = try TemporaryFolder()
        let authority = try RehearsalAuthority(now: Date())
        anchor = authority.anchor
        let (pem, upstream) = (folder.url.appending(path: "server.pem"), folder.url.appending(path: "upstream.pem"))
        try Data((authority.serverCertificate + "\n" + authority.serverKey).utf8).write(to: pem)
        try tenant.anchor.write(to: upstream)
        let server = try PythonServer(
            process, lifeline, script: SpoilingProxy.script, [pem.path, tenant.address, upstream.path])
        address = "https://localhost:\(server.port)"
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(anchor)
        configuration.proxy = .none
        configuration.idleTimeout = 120
        http = HTTPClient(configuration)
    }

    // As with `HandMadeServer`: it ends with its input.
    deinit { try? lifeline.fileHandleForWriting.close() }

    private func ask<T: Decodable>(_ path: String, _ body: Data? = nil, as type: T.Type) async throws -> T {
        let response = try await http.send(HTTPRequest(body == nil ? .get : .post, address + path, body: body))
        return try JSONDecoder().decode(type, from: response.body)
    }

    func spoil(_ field: Field?, _ how: How? = nil, _ scope: Scope? = nil) async throws {
        let body = try JSONEncoder().encode(Spoil(field: field, how: how, scope: scope))
        _ = try await ask("/-/spoil", body, as: [String].self)
    }

    /// What was asked for since the last time, each once.
    func asked() async throws -> Set<String> { Set(try await ask("/-/asked", as: [String].self)) }

    /// Every field of every answer that was given so far.
    func fields() async throws -> [Field] { try await ask("/-/fields", as: [Field].self) }

    private static let script = """
        import copy, http.client, json, os, socket, ssl, sys, threading
        from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
        from urllib.parse import urlsplit
        upstream = urlsplit(sys.argv[2])
        trust = ssl.create_default_context(cafile=sys.argv[3])
        local, lock = threading.local(), threading.Lock()
        known, asked, spoil = {}, set(), {}
        own = None
        def forward(method, target, headers, body):
            headers = {k: v for k, v in headers.items() if k.lower() in ("authorization", "content-type", "accept", "client-request-id", "consistencylevel")}
            for attempt in (0, 1):
                if not getattr(local, "connection", None):
                    local.connection = http.client.HTTPSConnection(upstream.hostname, upstream.port, context=trust)
                try:
                    local.connection.request(method, target, body, headers)
                    answer = local.connection.getresponse()
                    data = answer.read()
                    return answer.status, answer.getheader("Content-Type") or "", data.replace(sys.argv[2].encode(), own.encode())
                except (http.client.HTTPException, OSError):
                    local.connection = None
                    if attempt: raise
        def places(value, keys):
            if len(keys) == 1:
                if keys[0] == "*" and isinstance(value, list): return [(value, i) for i in chosen(value)]
                return [(value, keys[0])] if isinstance(value, dict) and keys[0] in value else []
            if keys[0] == "*":
                return [p for i in chosen(value) for p in places(value[i], keys[1:])] if isinstance(value, list) else []
            return places(value[keys[0]], keys[1:]) if isinstance(value, dict) and keys[0] in value else []
        def chosen(value):
            every = range(len(value))
            return every if spoil["scope"] == "all" else every[-1:]
        def other(value):
            if isinstance(value, bool): return not value
            if isinstance(value, int): return value + 1
            if isinstance(value, str): return value + "x"
            if isinstance(value, list): return []
            # Nobody knows what a null might have been.
            return value
        def retyped(value):
            return {"y": 1} if isinstance(value, (str, list)) else "many" if value is not None else 7
        def spoiled(target, data):
            if not spoil or spoil["field"]["target"] != target: return data
            document = json.loads(data)
            for holder, key in places(document, spoil["field"]["keys"]):
                how = spoil["how"]
                if how == "remove" and isinstance(holder, dict): del holder[key]
                elif how == "null" or how == "remove": holder[key] = None
                elif how == "retype": holder[key] = retyped(holder[key])
                else: holder[key] = other(holder[key])
            return json.dumps(document).encode()
        def read(target, headers, body=None):
            key = (target, headers.get("Authorization") or headers.get("authorization"))
            with lock:
                asked.add(target)
                found = known.get(key)
            if not found:
                found = forward("GET", target, headers, None)
                with lock: known[key] = found
            status, kind, data = found
            if spoil and spoil["field"]["target"] == target and spoil["how"] in ("gone", "lost"):
                code = "Request_ResourceNotFound" if spoil["how"] == "gone" else "UnknownError"
                return 404, "application/json", json.dumps({"error": {"code": code, "message": "No."}}).encode()
            return (status, kind, spoiled(target, data)) if status == 200 else found
        def fields():
            seen = {}
            def walk(target, value, keys):
                members = value.items() if isinstance(value, dict) else [("*", v) for v in value] if isinstance(value, list) else []
                for key, member in members:
                    if key != "*": seen[(target, *keys, key)] = None
                    walk(target, member, keys + [key])
            for (target, _), (status, kind, data) in known.items():
                if status == 200 and "json" in kind: walk(target, json.loads(data), [])
            return [{"target": f[0], "keys": list(f[1:])} for f in seen]
        class Handler(BaseHTTPRequestHandler):
            protocol_version, disable_nagle_algorithm, wbufsize = "HTTP/1.1", True, -1
            def log_message(self, *a): pass
            def serve(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length) if length else None
                status, kind = 200, "application/json"
                if self.path.startswith("/-/"):
                    global spoil
                    with lock:
                        if self.path == "/-/asked":
                            data = json.dumps(sorted(asked)).encode(); asked.clear()
                        elif self.path == "/-/fields": data = json.dumps(fields()).encode()
                        else:
                            wanted = json.loads(body); spoil = wanted if wanted.get("field") else {}
                            data = b"[]"
                elif self.path.endswith("/$batch"):
                    answers = []
                    for request in json.loads(body)["requests"]:
                        target = "/v1.0/" + request["url"].lstrip("/")
                        status, kind, data = read(target, self.headers) if request["method"] == "GET" else forward(request["method"], target, self.headers, None)
                        answers.append({"id": request["id"], "status": status, "headers": {"Content-Type": kind}, "body": json.loads(data)})
                    status, kind, data = 200, "application/json", json.dumps({"responses": answers}).encode()
                elif self.command == "GET": status, kind, data = read(self.path, self.headers)
                else: status, kind, data = forward(self.command, self.path, self.headers, body)
                self.send_response(status); self.send_header("Content-Type", kind); self.send_header("Content-Length", str(len(data)))
                self.end_headers(); self.wfile.write(data); self.wfile.flush()
            do_GET = do_POST = serve
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain(sys.argv[1])
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler, bind_and_activate=False); server.daemon_threads = True
        server.socket.close()
        server.socket = socket.socket(fileno=2)
        server.server_name, server.server_port = "localhost", server.socket.getsockname()[1]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        own = "https://localhost:%d" % server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.buffer.read(); os._exit(0)
        """
}
