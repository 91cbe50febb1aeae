/// When an item is asked.
public enum Asked: String, Hashable, Sendable, CaseIterable {
    case always
    /// Nobody is asked for it again once this session has switched.
    case beforeSwitch = "before-switch"
    /// Asked behind the switch, as long as it stands: what a trial proves, and what its way back ends.
    case whileSwitched = "while-switched"
}
