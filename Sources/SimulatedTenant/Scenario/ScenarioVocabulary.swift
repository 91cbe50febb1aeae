/// The words that a scenario's conditions and injects are written in, and the discrepancies that can be planted.
public enum ScenarioVocabulary {
    public static let conditions = ConditionReader.vocabulary
    public static let changes = InjectReader.vocabulary
    public static let discrepancies = Discrepancy.allCases.filter { $0 != .none }.map(\.key)
}
