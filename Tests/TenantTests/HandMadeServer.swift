import Foundation
import TestSupport

@testable import SimulatedTenant

/// A TLS server that sends just the bytes that a test wants, well-formed or not, one answer per connection, then it
/// closes. A path's answers come in turn, and the last one stays. An answer that begins with `DRIP:` comes byte by
/// byte, one with `ENDLESS:` goes on for ever after its head.
final class HandMadeServer: @unchecked Sendable {
    // Safe: everything is set once, before anybody else sees the server.
    private let process = Process()
    private let lifeline = Pipe()
    private let folder: TemporaryFolder
    let anchor: Data
    let address: String

    /// - Parameters:
    ///   - answers: the raw bytes that each path is answered with, in turn.
    ///   - address: what in the answers stands for the server's own address.
    convenience init(_ answers: [String: Data]) throws { try self.init(answers.mapValues { [$0] }) }

    ///   - madeAt: when its certificate was made; good for 30 days.
    ///   - host: where it listens; its certificate names localhost and 127.0.0.1.
    init(
        _ answers: [String: [Data]], replacing address: String? = nil, madeAt: Date = Date(),
        host: String = "127.0.0.1"
    ) throws {
        folder = try TemporaryFolder()
        let authority = try RehearsalAuthority(now: madeAt)
        anchor = authority.anchor
        let pem = folder.url.appending(path: "server.pem")
        try Data((authority.serverCertificate + "\n" + authority.serverKey).utf8).write(to: pem)
        let table = folder.url.appending(path: "answers.json")
        try JSONEncoder().encode(answers.mapValues { $0.map { $0.base64EncodedString() } }).write(to: table)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", HandMadeServer.script, pem.path, table.path, address ?? "", host]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = lifeline
        try process.run()
        let line = String(decoding: output.fileHandleForReading.chunk(), as: UTF8.self)
        self.address =
            "https://\(host == "127.0.0.1" ? "localhost" : host):\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
    }

    // It ends with its input, so with the test too, however that ends. A signal to end would never arrive: the threads
    // that tests run on block it, and the process inherits that.
    deinit { try? lifeline.fileHandleForWriting.close() }

    private static let script = """
        import base64, json, os, socket, ssl, sys, threading, time
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        answers = {path: [base64.b64decode(text) for text in texts] for path, texts in json.load(open(sys.argv[2])).items()}
        server = socket.create_server((sys.argv[4], 0))
        own = "https://localhost:%d" % server.getsockname()[1]
        print(server.getsockname()[1])
        lock = threading.Lock()
        def answer(path):
            with lock:
                turn = answers.get(path)
                if not turn:
                    return b"HTTP/1.1 404 No\\r\\nContent-Length: 0\\r\\n\\r\\n"
                data = turn.pop(0) if len(turn) > 1 else turn[0]
            # Ports have five digits: the announced length stays right.
            return data.replace(sys.argv[3].encode(), own.encode()) if sys.argv[3] else data
        def serve(plain):
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
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
                    data = answer(request.split()[1].decode())
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
            except OSError:
                pass
        def live():
            sys.stdin.buffer.read()
            os._exit(0)
        threading.Thread(target=live, daemon=True).start()
        while True:
            threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
        """
}
