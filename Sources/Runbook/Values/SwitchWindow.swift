/// When the switch may be made: hours that were agreed on. An end that nobody gave leaves that side open.
public struct SwitchWindow: Hashable, Sendable {
    /// Inputs of type date-time.
    public let opens: Template?
    public let closes: Template?
    /// Those of its inputs that must be answered before the switch: the ones that aren't optional.
    public let compulsory: [String]

    /// Every question that the hours come from.
    public var inputs: [String] { (opens?.inputs ?? []) + (closes?.inputs ?? []) }
}
