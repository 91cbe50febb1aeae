import Foundation

/// A tenant's people, of whom nothing but a few bytes each is kept: the rest follows from the seed whenever somebody
/// looks. The same seed gives the same people.
struct Population: Sendable {
    let seed: Int
    let domain: String
    let isOnboarded: Bool
    /// SKU ids that everybody has.
    let skuIDs: [String]
    /// When every account was made, as Graph writes it.
    let createdText: String
    /// Per person: the pair of names, and the person's number among those of that pair.
    private let pairs: [UInt16]
    private let numbers: [UInt32]
    private let discrepancies: [Discrepancy]
    /// Where Peig has somebody under another address: which, and who it is.
    private var unlinkedAddresses: [Int: String] = [:]
    private var unlinkedPlaces: [String: Int] = [:]
    /// How many people's sign-in is blocked: the last ones.
    private let disabledCount: Int
    /// Places by pair, in order; the pair's first number.
    private let occurrences: [[UInt32]]
    private let firstNumbers: [UInt32]
    private let placesByWord: [UInt64: UInt32]
    private let placesByPeigWord: [UInt64: UInt32]

    var count: Int { pairs.count }

    /// - Parameters:
    ///   - discrepancies: how many of each kind; the first people have them.
    ///   - reserved: user principal names that are somebody else's.
    init(
        seed: Int, domain: String, count: Int, isOnboarded: Bool, skuIDs: [String], disabledCount: Int,
        discrepancies wanted: [Discrepancy: Int], reserved: [String], createdAt: Date
    ) {
        self.seed = seed
        self.domain = domain
        self.isOnboarded = isOnboarded
        self.skuIDs = skuIDs
        createdText = createdAt.formatted(.iso8601)
        self.disabledCount = disabledCount
        let families = PeopleNames.family.count
        let pairCount = PeopleNames.given.count * families
        var firstNumbers = [UInt32](repeating: 1, count: pairCount)
        for upn in reserved {
            let parts = upn.lowercased().split(separator: "@")
            guard parts.count == 2, parts[1] == domain, let pair = Population.pair(of: parts[0]) else { continue }
            firstNumbers[pair] = 2
        }
        var occurrences = [[UInt32]](repeating: [], count: pairCount)
        var (pairs, numbers) = ([UInt16](), [UInt32]())
        pairs.reserveCapacity(count)
        numbers.reserveCapacity(count)
        var byWord = [UInt64: UInt32](minimumCapacity: count)
        var byPeigWord = [UInt64: UInt32](minimumCapacity: count)
        var random = SplitMix(seed: UInt64(bitPattern: Int64(seed)))
        for place in 0..<count {
            let pair = Int(random.next() % UInt64(pairCount))
            numbers.append(firstNumbers[pair] + UInt32(occurrences[pair].count))
            pairs.append(UInt16(pair))
            occurrences[pair].append(UInt32(place))
            byWord[Population.words(place, seed, salt: 1).0] = UInt32(place)
            byPeigWord[Population.words(place, seed, salt: 2).0] = UInt32(place)
        }
        var kinds: [Discrepancy] = []
        for kind in Discrepancy.allCases where kind != .none {
            kinds += [Discrepancy](repeating: kind, count: wanted[kind] ?? 0)
        }
        discrepancies = Array(kinds.prefix(count))
        (self.pairs, self.numbers, self.occurrences) = (pairs, numbers, occurrences)
        (self.firstNumbers, placesByWord, placesByPeigWord) = (firstNumbers, byWord, byPeigWord)
        for place in discrepancies.indices where discrepancies[place] == .unlinked {
            let (given, family) = names(place)
            let short = "\(given.alias.prefix(1)).\(family.alias)\(numbers[place])@\(domain)"
            // Two people of one family may share an initial; no system has two accounts of one name.
            let address =
                unlinkedPlaces[short] == nil ? short : "\(family.alias).\(given.alias)\(numbers[place])@\(domain)"
            (unlinkedAddresses[place], unlinkedPlaces[address]) = (address, place)
        }
    }

    func discrepancy(at place: Int) -> Discrepancy {
        place < discrepancies.count ? discrepancies[place] : .none
    }

    /// The last ones are disabled.
    func isEnabled(_ place: Int) -> Bool { place < count - disabledCount }

    // MARK: - Names

    private func names(_ place: Int) -> (given: PeopleNames.Name, family: PeopleNames.Name) {
        let (given, family) = Int(pairs[place]).quotientAndRemainder(dividingBy: PeopleNames.family.count)
        return (PeopleNames.given[given], PeopleNames.family[family])
    }

    func given(_ place: Int) -> String { names(place).given.text }
    func family(_ place: Int) -> String { names(place).family.text }
    func displayName(_ place: Int) -> String { "\(given(place)) \(family(place))" }

    func alias(_ place: Int) -> String {
        let (given, family) = names(place)
        return numbers[place] == 1
            ? "\(given.alias).\(family.alias)" : "\(given.alias).\(family.alias)\(numbers[place])"
    }

    func address(_ place: Int) -> String { "\(alias(place))@\(domain)" }

    /// As Peig knows somebody: the same address, but for those whose addresses differ.
    func peigAddress(_ place: Int) -> String { unlinkedAddresses[place] ?? address(place) }

    /// The person who has this address in Peig, and another one at Microsoft.
    func unlinkedPlace(ofPeigAddress address: String) -> Int? { unlinkedPlaces[address] }

    /// What somebody typed wrong: two letters of their name changed places.
    func mistypedAddress(_ place: Int) -> String {
        var letters = Array(alias(place))
        let place = (1..<letters.count - 1).first { letters[$0] != letters[$0 + 1] } ?? 0
        letters.swapAt(place, place + 1)
        return "\(String(letters))@\(domain)"
    }

    private static let pairsByAlias: [String: Int] = {
        var pairs: [String: Int] = [:]
        for (given, first) in PeopleNames.given.enumerated() {
            for (family, last) in PeopleNames.family.enumerated() {
                pairs["\(first.alias).\(last.alias)"] = given * PeopleNames.family.count + family
            }
        }
        return pairs
    }()

    private static func pair(of alias: Substring) -> Int? { pairsByAlias[String(alias)] }

    /// - Parameter address: lowercased.
    func place(ofAddress address: String) -> Int? {
        let parts = address.split(separator: "@")
        guard parts.count == 2, parts[1] == domain else { return nil }
        let digits = parts[0].reversed().prefix { $0.isNumber }.count
        guard let pair = Population.pair(of: parts[0].dropLast(digits)) else { return nil }
        guard let number = digits == 0 ? 1 : UInt32(parts[0].suffix(digits)), digits == 0 || number > 1 else {
            return nil
        }
        let index = Int(number) - Int(firstNumbers[pair])
        return occurrences[pair].indices.contains(index) ? Int(occurrences[pair][index]) : nil
    }

    // MARK: - Ids

    private static func words(_ place: Int, _ seed: Int, salt: UInt64) -> (UInt64, UInt64) {
        var random = SplitMix.at(place, seed: seed, salt: salt)
        // The bits that make it a GUID of version 4.
        let first = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let second = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return (first, second)
    }

    func id(_ place: Int) -> String { Population.text(Population.words(place, seed, salt: 1)) }
    func peigID(_ place: Int) -> String { Population.text(Population.words(place, seed, salt: 2)) }

    func place(ofID id: String) -> Int? { place(id, in: placesByWord, salt: 1) }
    func place(ofPeigID id: String) -> Int? { place(id, in: placesByPeigWord, salt: 2) }

    private func place(_ id: String, in places: [UInt64: UInt32], salt: UInt64) -> Int? {
        guard id.utf8.count == 36, let word = UInt64(id.prefix(18).filter { $0 != "-" }, radix: 16),
            let place = places[word], Population.text(Population.words(Int(place), seed, salt: salt)) == id
        else { return nil }
        return Int(place)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func text(_ words: (UInt64, UInt64)) -> String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for nibble in 0..<32 {
                if [8, 12, 16, 20].contains(nibble) {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let word = nibble < 16 ? words.0 : words.1
                buffer[position] = digits[Int(word >> UInt64(60 - nibble % 16 * 4) & 0xF)]
                position += 1
            }
            return position
        }
    }

    /// The identifier by which Peig names somebody.
    func identifier(_ place: Int) -> String { identifier(place, salt: 3) }

    private func identifier(_ place: Int, salt: UInt64) -> String {
        var random = SplitMix.at(place, seed: seed, salt: salt)
        let words = [random.next(), random.next()]
        return words.withUnsafeBytes { Data($0) }.base64EncodedString()
    }

    /// What Microsoft 365 holds for it.
    func immutableID(_ place: Int) -> String? {
        switch discrepancy(at: place) {
        case .missingInPeig, .unlinked, .faultyRequest: nil
        case .wrongIdentifier: identifier(place, salt: 4)
        case .none, .missingInMicrosoft: isOnboarded ? identifier(place) : nil
        }
    }

    /// Whether Peig has an account; Microsoft 365 has one of everybody but `missingInMicrosoft`.
    func hasPeigAccount(_ place: Int) -> Bool {
        switch discrepancy(at: place) {
        case .missingInPeig, .faultyRequest: false
        case .missingInMicrosoft, .unlinked, .wrongIdentifier: true
        case .none: isOnboarded
        }
    }
}
