/// A value of a SCIM answer whose type is known, however it was written: many services send booleans and numbers as text.
public struct ScimText: Decodable, Hashable, Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            text = value ? "true" : "false"
        } else if let value = try? container.decode(Int.self) {
            text = String(value)
        } else {
            text = try container.decode(String.self)
        }
    }

    /// - Parameter name: the field's, for the words of the fault.
    func number(_ name: String) throws(TenantFault) -> Int {
        guard let number = Int(text) else { throw .unexpected("\"\(name)\" isn't a number", from: "SCIM") }
        return number
    }
}
