/// SplitMix64: numbers that look like chance and follow from a seed.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// The numbers that belong to one place of one seed, independent of all others.
    static func at(_ place: Int, seed: Int, salt: UInt64) -> SplitMix {
        SplitMix(seed: UInt64(bitPattern: Int64(seed)) &* 0xD129_42F0_9A5E_3C1D &+ UInt64(place) &* 2 &+ salt << 40)
    }
}
