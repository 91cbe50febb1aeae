import Runbook

extension RunbookSource {
    /// SHA-256 over every file and its name, 64 hexadecimal digits: the same files have the same.
    public var hash: String {
        var digest = Digest("lockstep.runbook/1")
        digest.add(id)
        for (path, text) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            digest.add(path)
            digest.add(text)
        }
        return digest.hexadecimal
    }
}
