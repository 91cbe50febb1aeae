import Foundation
import Glibc

/// Reading from and writing to what is open.
public enum Descriptor {
    /// Writes all of it, waiting where there is no room at the moment.
    /// - Returns: false if not everything was written; `errno` says why.
    static func write(_ data: Data, to file: Int32) -> Bool {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                wait(for: POLLOUT, of: file)
                continue
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Fills `buffer` with what is there, waiting where nothing is yet: that isn't the end.
    /// - Returns: how many bytes; 0 at the end; negative where it can't be read, and `errno` says why.
    public static func read(_ buffer: inout [UInt8], from file: Int32) -> Int {
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count < 0, errno == EAGAIN else { return count }
            wait(for: POLLIN, of: file)
        }
    }

    private static func wait(for what: Int32, of file: Int32) {
        var waiting = pollfd(fd: file, events: Int16(what), revents: 0)
        _ = poll(&waiting, 1, -1)
    }
}
