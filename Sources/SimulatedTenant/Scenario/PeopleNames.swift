/// Names for a tenant's people, from several scripts; the same ones for the same seed.
struct PeopleNames {
    private static let given: [(name: String, alias: String)] = [
        ("Ida", "ida"), ("Jonas", "jonas"), ("Søren", "soeren"), ("Zoë", "zoe"), ("José", "jose"),
        ("Małgorzata", "malgorzata"),
        ("Ørjan", "oerjan"), ("Ayşe", "ayse"), ("Дмитрий", "dmitri"), ("Ольга", "olga"), ("Νίκος", "nikos"),
        ("美咲", "misaki"), ("伟", "wei"), ("فاطمة", "fatima"), ("Anna-Lena", "anna-lena"), ("Chloë", "chloe"),
        ("Łukasz", "lukasz"), ("Renée", "renee"), ("Tómas", "tomas"), ("Siobhán", "siobhan"),
    ]
    private static let family: [(name: String, alias: String)] = [
        ("Holm", "holm"), ("Müller", "mueller"), ("Ångström", "angstroem"), ("O'Brien", "obrien"), ("García", "garcia"),
        ("Kowalski", "kowalski"), ("Yılmaz", "yilmaz"), ("Иванова", "ivanova"), ("Παπαδοπούλου", "papadopoulou"),
        ("田中", "tanaka"), ("王", "wang"), ("الخطيب", "alkhatib"), ("van der Berg", "vanderberg"), ("Nguyễn", "nguyen"),
        ("Đorđević", "djordjevic"), ("Smith", "smith"), ("Þórsson", "thorsson"), ("de Souza", "desouza"),
    ]

    private var state: UInt64
    private var taken: [String: Int] = [:]

    init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

    mutating func next() -> (name: String, alias: String) {
        let given = PeopleNames.given[Int(random() % UInt64(PeopleNames.given.count))]
        let family = PeopleNames.family[Int(random() % UInt64(PeopleNames.family.count))]
        let alias = "\(given.alias).\(family.alias)"
        let count = taken[alias, default: 0] + 1
        taken[alias] = count
        return ("\(given.name) \(family.name)", count == 1 ? alias : "\(alias)\(count)")
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
