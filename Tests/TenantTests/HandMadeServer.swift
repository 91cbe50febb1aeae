import Foundation
import TestSupport

@testable import SimulatedTenant

/// A TLS server that sends just the bytes that a test wants, well-formed or not: one answer per path, then it closes.
final class HandMadeServer: @unchecked Sendable {
    // Safe: everything is set once, before anybody else sees the server.
    private let process = Process()
    private let folder: TemporaryFolder
    let anchor: Data
    let address: String

    /// - Parameter answers: the raw bytes that each path is answered with.
    init(_ answers: [String: Data]) throws {
        folder = try TemporaryFolder()
        let authority = try RehearsalAuthority(now: Date())
        anchor = authority.anchor
        let pem = folder.url.appending(path: "server.pem")
        try Data((authority.serverCertificate + "\n" + authority.serverKey).utf8).write(to: pem)
        let table = folder.url.appending(path: "answers.json")
        try JSONEncoder().encode(answers.mapValues { $0.base64EncodedString() }).write(to: table)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", HandMadeServer.script, pem.path, table.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        address = "https://localhost:\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
    }

    deinit { process.terminate() }

    private static let script = """
        import base64, json, socket, ssl, sys, threading
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        answers = {path: base64.b64decode(text) for path, text in json.load(open(sys.argv[2])).items()}
        server = socket.create_server(("127.0.0.1", 0))
        print(server.getsockname()[1])
        def serve(plain):
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    request = b""
                    while b"\\r\\n\\r\\n" not in request:
                        request += connection.recv(65536)
                    connection.sendall(answers.get(request.split()[1].decode(), b"HTTP/1.1 404 No\\r\\nContent-Length: 0\\r\\n\\r\\n"))
            except OSError:
                pass
        while True:
            threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
        """
}
