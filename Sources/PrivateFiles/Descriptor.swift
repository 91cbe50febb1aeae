import Foundation
import Glibc

/// Writing to what is open.
enum Descriptor {
    /// Writes all of it, waiting where there is no room at the moment.
    /// - Returns: false if not everything was written; `errno` says why.
    static func write(_ data: Data, to file: Int32) -> Bool {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
                continue
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
