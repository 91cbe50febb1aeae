import Foundation

/// What a test's server proves itself by, and what its clients are to trust.
public struct ServerIdentity: Sendable {
    /// The certificate and its key.
    public let pem: String
    public let anchor: Data

    public init(pem: String, anchor: Data) {
        self.pem = pem
        self.anchor = anchor
    }
}

/// A TLS server that sends just the bytes that a test wants, well-formed or not, one answer per connection, then it
/// closes. A path's answers come in turn, and the last one stays. An answer that begins with `DRIP:` comes byte by
/// byte, one with `ENDLESS:` goes on for ever after its head. Or it asks the test what to answer, request by request.
public final class HandMadeServer: @unchecked Sendable {
    /// A request, as the test is asked about it.
    public struct Request: Decodable, Hashable, Sendable {
        fileprivate let id: Int
        public let method: String
        /// Path and query, as they were sent.
        public let target: String
        /// The server's own address, as the client calls it.
        public let address: String
        public let body: Data
    }

    private struct Answer: Encodable {
        let id: Int
        let answer: Data
    }

    // Safe: everything is set once, before anybody else sees the server.
    private let process = Process()
    private let lifeline = Pipe()
    private let folder: TemporaryFolder
    public let anchor: Data
    public let address: String

    /// - Parameters:
    ///   - answers: the raw bytes that each path is answered with, in turn.
    ///   - address: what in the answers stands for the server's own address.
    ///   - host: where it listens; its certificate names localhost and 127.0.0.1.
    public init(
        _ answers: [String: [Data]], as identity: ServerIdentity, replacing address: String? = nil,
        host: String = "127.0.0.1"
    ) throws {
        folder = try TemporaryFolder()
        anchor = identity.anchor
        let table = folder.url.appending(path: "answers.json")
        try JSONEncoder().encode(answers.mapValues { $0.map { $0.base64EncodedString() } }).write(to: table)
        self.address = try HandMadeServer.start(
            process, lifeline, identity, folder, [table.path, address ?? ""], host, answering: nil)
    }

    /// - Parameter answer: asked one request at a time; gives the raw bytes. The connection stays open after them.
    public init(as identity: ServerIdentity, answering answer: @escaping @Sendable (Request) -> Data) throws {
        folder = try TemporaryFolder()
        anchor = identity.anchor
        address = try HandMadeServer.start(
            process, lifeline, identity, folder, ["", ""], "127.0.0.1", answering: answer)
    }

    private static func start(
        _ process: Process, _ lifeline: Pipe, _ identity: ServerIdentity, _ folder: TemporaryFolder,
        _ arguments: [String], _ host: String, answering answer: (@Sendable (Request) -> Data)?
    ) throws -> String {
        let pem = folder.url.appending(path: "server.pem")
        try Data(identity.pem.utf8).write(to: pem)
        let server = try PythonServer(process, lifeline, host: host, script: script, [pem.path] + arguments)
        if let answer { HandMadeServer.answer(server.output, lifeline, answer) }
        return "https://\(host == "127.0.0.1" ? "localhost" : host):\(server.port)"
    }

    /// Tells the server what the test says, until it ends. On a thread of its own, as whoever waits in a test is.
    private static func answer(_ output: Pipe, _ lifeline: Pipe, _ answer: @escaping @Sendable (Request) -> Data) {
        let (reading, writing) = (output.fileHandleForReading, lifeline.fileHandleForWriting)
        Thread {
            var received = Data()
            while case let more = reading.chunk(), !more.isEmpty {
                received += more
                while let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = Data(received[received.startIndex..<end])
                    received = Data(received[received.index(after: end)...])
                    guard let request = try? JSONDecoder().decode(Request.self, from: line),
                        let told = try? JSONEncoder().encode(Answer(id: request.id, answer: answer(request)))
                    else { continue }
                    try? writing.write(contentsOf: told + Data("\n".utf8))
                }
            }
        }.start()
    }

    // It ends with its input, so with the test too, however that ends. A signal to end would never arrive: the threads
    // that tests run on block it, and the process inherits that.
    deinit { try? lifeline.fileHandleForWriting.close() }

    private static let script = """
        import base64, itertools, json, os, queue, socket, ssl, sys, threading, time
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        answers, waiting, numbers = None, {}, itertools.count()
        if sys.argv[2]:
            answers = {path: [base64.b64decode(text) for text in texts] for path, texts in json.load(open(sys.argv[2])).items()}
        server = socket.socket(fileno=2)
        own = "https://localhost:%d" % server.getsockname()[1]
        lock = threading.Lock()
        def answer(path):
            with lock:
                turn = answers.get(path)
                if not turn:
                    return b"HTTP/1.1 404 No\\r\\nContent-Length: 0\\r\\n\\r\\n"
                data = turn.pop(0) if len(turn) > 1 else turn[0]
            # Ports have five digits: the announced length stays right.
            return data.replace(sys.argv[3].encode(), own.encode()) if sys.argv[3] else data
        def ask(head, body):
            lines = head.decode().split("\\r\\n")
            method, target = lines[0].split()[:2]
            host = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("host:")]
            mine, number = queue.Queue(), next(numbers)
            with lock:
                waiting[number] = mine
                print(json.dumps({"id": number, "method": method, "target": target, "address": "https://" + host[0],
                                  "body": base64.b64encode(body).decode()}))
            return mine.get()
        def serve(plain):
            # An answer isn't to wait for what acknowledges the handshake.
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    while True:
                        request = b""
                        while b"\\r\\n\\r\\n" not in request:
                            more = connection.recv(65536)
                            if not more:
                                return
                            request += more
                        head, _, body = request.partition(b"\\r\\n\\r\\n")
                        length = [int(line.split(b":")[1]) for line in head.lower().split(b"\\r\\n") if line.startswith(b"content-length:")]
                        while length and len(body) < length[0]:
                            more = connection.recv(65536)
                            if not more:
                                return
                            body += more
                        data = answer(request.split()[1].decode()) if answers is not None else ask(head, body)
                        if data.startswith(b"DRIP:"):
                            for byte in data[5:]:
                                connection.sendall(bytes([byte]))
                                time.sleep(0.05)
                        elif data.startswith(b"ENDLESS:"):
                            connection.sendall(data[8:])
                            while True:
                                connection.sendall(b"1000\\r\\n" + b" " * 4096 + b"\\r\\n")
                        else:
                            connection.sendall(data)
                        if answers is not None:
                            return
            except OSError:
                pass
        def live():
            for line in sys.stdin.buffer:
                told = json.loads(line)
                waiting.pop(told["id"]).put(base64.b64decode(told["answer"]))
            os._exit(0)
        threading.Thread(target=live, daemon=True).start()
        while True:
            threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
        """
}
