/// What may happen in a history.
struct SwitchBounds {
    /// Other hands may set what this store's plan would set. Nobody could tell theirs from ours then.
    var strangersShareIssuer = false
    var hidesConfigurations = true
    var leapsClocks = true
    /// Sessions write down what they conclude, as builds before this one did.
    var concludes = true

    static let calm = SwitchBounds(hidesConfigurations: false, leapsClocks: false, concludes: false)

    init(
        strangersShareIssuer: Bool = false, hidesConfigurations: Bool = true, leapsClocks: Bool = true,
        concludes: Bool = true
    ) {
        self.strangersShareIssuer = strangersShareIssuer
        self.hidesConfigurations = hidesConfigurations
        self.leapsClocks = leapsClocks
        self.concludes = concludes
    }

    /// One history in two is calm: where everything happens at once, what happens seldom is seen less.
    init(seed: UInt64) { self = seed.isMultiple(of: 2) ? .calm : SwitchBounds() }
}
