import Glibc
import Synchronization

/// Tells the editor's thread, which waits in `poll`, that there is something besides typing.
final class WakePipe: Sendable {
    enum News: Sendable {
        case interrupt, resize, terminate, look
        case message(String)
    }

    let reading: Int32
    private let writing: Int32
    private let news = Mutex<[News]>([])

    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        reading = ends[0]
        writing = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(reading)
        close(writing)
    }

    func post(_ item: News) {
        news.withLock { $0.append(item) }
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Everything posted since the last time.
    func take() -> [News] {
        var byte: UInt8 = 0
        while read(reading, &byte, 1) == 1 {}
        return news.withLock { news in
            defer { news.removeAll() }
            return news
        }
    }
}
