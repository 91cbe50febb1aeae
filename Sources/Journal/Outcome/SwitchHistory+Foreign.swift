extension SwitchHistory {
    /// Whether all that is known comes from a file: nothing was sent from here, and what stands nobody here has read.
    public var isHearsay: Bool {
        !sendings.isEmpty && sendings.allSatisfy(\.isForeign) && federation?.isForeign != false
            && (directory.map { _ in isDirectoryForeign } ?? true)
    }

    /// A federation that only a file tells of doesn't stand against what was read: the file's sendings may still come, and
    /// no more is known of them. Called for readings of a file's own too, which changes nothing of what they say.
    mutating func dropHearsay(_ sighting: DomainSighting) {
        guard let standing = federation, standing.isForeign, !sighting.isFederated else { return }
        federation = nil
        for index in sendings.indices where sendings[index].isForeign {
            if case .took = sendings[index].fate, sendings[index].direction == .federate {
                sendings[index].fate = .open
            }
        }
    }
}
