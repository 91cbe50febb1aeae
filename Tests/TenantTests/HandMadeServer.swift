import Foundation
import TestSupport

@testable import SimulatedTenant

/// A TLS server that sends just the bytes that a test wants, well-formed or not, one answer per connection, then it
/// closes. A path's answers come in turn, and the last one stays.
final class HandMadeServer: @unchecked Sendable {
    // Safe: everything is set once, before anybody else sees the server.
    private let process = Process()
    private let folder: TemporaryFolder
    let anchor: Data
    let address: String

    /// - Parameters:
    ///   - answers: the raw bytes that each path is answered with, in turn.
    ///   - address: what in the answers stands for the server's own address.
    convenience init(_ answers: [String: Data]) throws { try self.init(answers.mapValues { [$0] }) }

    init(_ answers: [String: [Data]], replacing address: String? = nil) throws {
        folder = try TemporaryFolder()
        let authority = try RehearsalAuthority(now: Date())
        anchor = authority.anchor
        let pem = folder.url.appending(path: "server.pem")
        try Data((authority.serverCertificate + "\n" + authority.serverKey).utf8).write(to: pem)
        let table = folder.url.appending(path: "answers.json")
        try JSONEncoder().encode(answers.mapValues { $0.map { $0.base64EncodedString() } }).write(to: table)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", HandMadeServer.script, pem.path, table.path, address ?? ""]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.chunk(), as: UTF8.self)
        self.address = "https://localhost:\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
    }

    deinit { process.terminate() }

    private static let script = """
        import base64, json, socket, ssl, sys, threading
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        answers = {path: [base64.b64decode(text) for text in texts] for path, texts in json.load(open(sys.argv[2])).items()}
        server = socket.create_server(("127.0.0.1", 0))
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
                        request += connection.recv(65536)
                    head, _, body = request.partition(b"\\r\\n\\r\\n")
                    length = [int(line.split(b":")[1]) for line in head.lower().split(b"\\r\\n") if line.startswith(b"content-length:")]
                    while length and len(body) < length[0]:
                        body += connection.recv(65536)
                    connection.sendall(answer(request.split()[1].decode()))
            except OSError:
                pass
        while True:
            threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
        """
}
