import Foundation

/// Metadata that somebody saved. A plain file: it is read again before the switch.
enum MetadataFile {
    /// - Returns: its bytes, and when they were written, of the very file that was read.
    static func read(_ path: String) throws(MetadataProblem) -> (Data, Date) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw .file(
                errno == ENOENT
                    ? "There is no file \(path)." : "\(path) can't be read: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .file("\(path) isn't a plain file.")
        }
        var data = Data()
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Foundation.read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file("\(path) can't be read: \(String(cString: strerror(errno))).") }
            if count == 0 { break }
            data.append(contentsOf: block[..<count])
            guard data.count <= MetadataProblem.limit else { throw .tooLarge }
        }
        return (data, Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)))
    }
}
