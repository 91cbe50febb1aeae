/// What accounts that could belong together have in common: only accounts that share a key are compared.
enum MatchingKeys {
    /// Longer local parts than anybody types aren't looked at for slips.
    private static let longest = 40

    static func of(_ account: Account) -> Set<Int64> {
        var keys: Set<Int64> = []
        for address in [account.address] + account.otherAddresses {
            let parts = AddressParts(address)
            keys.insert(hash("a", "\(parts.local)@\(parts.domain)"))
            let words = Folding.words(parts.local)
            let letters = words.joined()
            if letters.isEmpty { continue }
            keys.insert(hash("w", Folding.unordered(words)))
            keys.insert(hash("u", Folding.withoutUmlauts(letters)))
            keys.insert(hash("i", initials(words)))
            guard letters.count <= longest else {
                keys.insert(hash("d", letters))
                continue
            }
            for stem in OneLetter.stems(letters) { keys.insert(hash("d", stem)) }
        }
        let name = Folding.words(account.name)
        if name.count > 1 { keys.insert(hash("n", name.sorted().joined(separator: " "))) }
        return keys
    }

    /// `ida.holm37` and `i.holm37` and `iholm37`: the same.
    static func initials(_ words: [String]) -> String {
        guard let last = words.last else { return "" }
        let number = Folding.number(of: last)
        let family = Folding.withoutNumber(last)
        return words.count > 1 ? "\(words[0].prefix(1))\(family)\(number)" : "\(family)\(number)"
    }

    /// FNV-1a, 64 bits. Accounts that share a key by accident are compared and found unlike.
    private static func hash(_ kind: String, _ text: String) -> Int64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in kind.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int64(bitPattern: value)
    }
}
