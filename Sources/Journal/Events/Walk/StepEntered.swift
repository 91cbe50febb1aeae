/// Somebody went to a step.
public struct StepEntered: EventPayload {
    public static let traits = EventTraits(
        kind: "stepEntered", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    public let step: String

    public init(step: String) { self.step = step }

    public var sentence: String { "went to \(step)" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.currentStep = step
        state.enteredSteps.insert(step)
    }
}
