import Foundation
import Journal
import SessionStore
import TestSupport
import Testing

/// A session as a file: it comes back as it went, or not at all.
@Suite(.computing) struct SessionArchiveTests {
    private static let whole = Result { () throws -> (events: [Event], data: Data) in
        let folder = try TemporaryFolder()
        let writer = try SessionStore(folder: folder.url).begin(
            SessionStoreTests.start, who: Person(name: "ida “ö”\n", host: "h"))
        try writer.append(NoteAdded(text: "zwei\u{202E}: \"x\\y\""))
        try writer.append(Archived(isArchived: true))
        let events = try writer.events()
        return (events, try SessionArchive(events).data())
    }

    @Test func itComesBackAsItWent() throws {
        let (events, data) = try Self.whole.get()
        #expect(try SessionArchive(data: data).events == events)
    }

    /// Each bit of each byte.
    @Test func aFlippedByteAnywhereIsFound() throws {
        let data = try Self.whole.get().data
        for place in data.indices {
            for bit in 0..<8 {
                var broken = data
                broken[place] ^= 1 << UInt8(bit)
                #expect(throws: ArchiveProblem.self, "byte \(place), bit \(bit)") {
                    try SessionArchive(data: broken).events
                }
            }
        }
    }

    /// Whole lines dropped, doubled or swapped, and whole files cut off.
    @Test func aLostOrMovedPieceIsFound() throws {
        let data = try Self.whole.get().data
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        func isFound(_ lines: [Data.SubSequence]) -> Bool {
            let joined = Data(lines.joined(separator: [UInt8(ascii: "\n")]))
            return joined == data || (try? SessionArchive(data: joined).events) == nil
        }
        for place in lines.indices {
            var fewer = lines
            fewer.remove(at: place)
            #expect(isFound(fewer), "line \(place) dropped")
            #expect(isFound(Array(lines[...place]) + Array(lines[place...])), "line \(place) doubled")
            for other in lines.indices where other > place {
                var moved = lines
                moved.swapAt(place, other)
                #expect(isFound(moved), "lines \(place) and \(other) swapped")
            }
        }
        for count in 0..<data.count {
            #expect((try? SessionArchive(data: data.prefix(count)).events) == nil, "cut off after \(count)")
        }
    }
}
