import Foundation
import Glibc
import Testing

/// What may have a file's name, or be no name at all, and what is right then.
struct Occupant: Sendable, CustomTestStringConvertible {
    enum Right {
        case refused(String)
        /// Written into what is there and stays.
        case streamed
        /// It took nothing.
        case lost
        /// A new file is in the place of this one.
        case replaced(String)
        /// A name like any other.
        case made

        func words(_ name: String) -> String {
            switch self {
            case .refused(let words): words
            case .streamed: "written into \(name)"
            case .lost: "\(name): No space left on device; not everything was written"
            case .replaced, .made: "in \(name)"
            }
        }
    }

    let testDescription: String
    var needsRoot = false
    var isPipe = false
    /// Puts it into a folder, and says how it is named there.
    let make: @Sendable (URL) -> String
    let right: @Sendable (WritingCommand.Kind) -> Right

    private static let taken = Right.refused("is there already")
    private static let nothing = Right.refused("nothing was written")

    private static func path(_ place: URL, _ name: String = "f") -> String { place.appending(path: name).path }

    private static func file(_ path: String, mode: mode_t = 0o644) {
        _ = FileManager.default.createFile(atPath: path, contents: Data("mine".utf8))
        chmod(path, mode)
    }

    static let all: [Occupant] = [
        .init(testDescription: "a file") { place in
            file(path(place))
            return path(place)
        } right: {
            $0 == .forced ? .replaced("f") : taken
        },
        .init(testDescription: "a file that may only be read") { place in
            file(path(place), mode: 0o444)
            return path(place)
        } right: {
            $0 == .forced ? .refused("may only be read; nothing was written") : taken
        },
        .init(testDescription: "a folder with files") { place in
            mkdir(path(place), 0o755)
            mkdir(path(place) + "/src", 0o755)
            file(path(place) + "/src/main.c")
            return path(place)
        } right: { _ in
            taken
        },
        .init(testDescription: "a folder, with a slash") { place in
            mkdir(path(place), 0o755)
            file(path(place) + "/main.c")
            return path(place) + "/"
        } right: { _ in
            taken
        },
        .init(testDescription: "a folder, as a dot") { place in
            mkdir(path(place), 0o755)
            file(path(place) + "/main.c")
            return path(place) + "/."
        } right: { _ in
            taken
        },
        .init(testDescription: "a link to a file") { place in
            file(path(place, "target"))
            symlink("target", path(place))
            return path(place)
        } right: {
            $0 == .forced ? .replaced("target") : taken
        },
        .init(testDescription: "a link to a folder") { place in
            mkdir(path(place, "folder"), 0o755)
            file(path(place, "folder/main.c"))
            symlink("folder", path(place))
            return path(place)
        } right: { _ in
            taken
        },
        .init(testDescription: "a link that leads nowhere") { place in
            symlink("nowhere", path(place))
            return path(place)
        } right: { _ in
            taken
        },
        .init(testDescription: "a link that leads to itself") { place in
            symlink("f", path(place))
            return path(place)
        } right: { _ in
            taken
        },
        .init(testDescription: "a FIFO", isPipe: true) { place in
            mkfifo(path(place), 0o600)
            return path(place)
        } right: {
            $0 == .pair || $0 == .folder ? taken : .streamed
        },
        .init(testDescription: "a link to a FIFO", isPipe: true) { place in
            mkfifo(path(place, "pipe"), 0o600)
            symlink("pipe", path(place))
            return path(place)
        } right: {
            $0 == .pair || $0 == .folder ? taken : .streamed
        },
        .init(testDescription: "a link to a device") { place in
            symlink("/dev/null", path(place))
            return path(place)
        } right: {
            $0 == .pair || $0 == .folder ? taken : .streamed
        },
        .init(testDescription: "a device", needsRoot: true) { place in
            mknod(path(place), S_IFCHR | 0o600, makedev(1, 3))
            return path(place)
        } right: {
            $0 == .pair || $0 == .folder ? taken : .streamed
        },
        .init(testDescription: "a device that is full", needsRoot: true) { place in
            mknod(path(place), S_IFCHR | 0o600, makedev(1, 7))
            return path(place)
        } right: {
            $0 == .pair || $0 == .folder ? taken : .lost
        },
        // Of a number that no disk has: even if it were opened, nothing would be written.
        .init(testDescription: "a disk", needsRoot: true) { place in
            mknod(path(place), S_IFBLK | 0o600, makedev(240, 77))
            return path(place)
        } right: {
            $0 == .pair || $0 == .folder ? taken : .refused("is a disk; nothing was written")
        },
        .init(testDescription: "an empty name") { _ in
            ""
        } right: { _ in
            nothing
        },
        .init(testDescription: "the beginning of a folder's name") { place in
            path(place) + "/new/"
        } right: {
            $0 == .folder ? .made : nothing
        },
    ]

    /// makedev(3), for numbers below 256.
    private static func makedev(_ major: UInt, _ minor: UInt) -> dev_t { dev_t(major << 8 | minor) }
}
