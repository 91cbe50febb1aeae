import Foundation
import Glibc

extension FileHandle {
    /// What has come by now; waits for the first byte, empty at the end. `availableData` traps where a read fails.
    public func chunk() -> Data {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(fileDescriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            return Data(buffer.prefix(max(0, count)))
        }
    }

    /// Everything until the end.
    public func everything() -> Data {
        var data = Data()
        while true {
            let more = chunk()
            if more.isEmpty { return data }
            data += more
        }
    }
}
