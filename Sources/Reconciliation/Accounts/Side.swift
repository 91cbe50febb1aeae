/// The two systems that are compared: the two tabs of Peig's MS365 Identifiers tool.
public enum Side: Int, Sendable, CaseIterable, Codable {
    case microsoft = 0
    case other = 1
}
