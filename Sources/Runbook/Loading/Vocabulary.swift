/// The words that a runbook's checks may use: handed in by whoever can evaluate them, so that a runbook is
/// type-checked when it is loaded.
public struct Vocabulary: Sendable {
    /// A property, as far as a runbook is held to it.
    public struct Property: Hashable, Sendable {
        public let name: String
        public let type: ValueType
        /// For text: the only values there are, if they are few.
        public let choices: [String]
        /// Keys that must stand beside the selector when this property is expected.
        public let parameters: [String]
        /// What its texts are.
        public let form: LiteralForm
        /// What it is of a domain that waits for its switch; nil where that says nothing of it.
        public let beforeSwitch: BeforeSwitch?

        public init(
            name: String, type: ValueType, choices: [String] = [], parameters: [String] = [],
            form: LiteralForm = .name, beforeSwitch: BeforeSwitch? = nil
        ) {
            self.form = form
            self.beforeSwitch = beforeSwitch
            self.name = name
            self.type = type
            self.choices = choices
            self.parameters = parameters
        }
    }

    /// What a property is of a domain that waits for its switch.
    public struct BeforeSwitch: Hashable, Sendable {
        public let value: Value
        /// Whether anybody would write it so.
        public let isWritten: Bool
        /// Whether it is so of whatever is looked at, and not of the domain alone.
        public let isOfAny: Bool

        public init(_ value: Value, isWritten: Bool = true, isOfAny: Bool = false) {
            (self.value, self.isWritten, self.isOfAny) = (value, isWritten, isOfAny)
        }
    }

    /// A resource, as far as a runbook is held to it.
    public struct Resource: Hashable, Sendable {
        public let name: String
        /// What the selector holds ("a display name"); nil when there is only one of the resource.
        public let selector: String?
        /// What the selector must be.
        public let form: LiteralForm
        /// What the keys beside it must be, where they aren't free text.
        public let parameterForms: [String: LiteralForm]
        public let properties: [Property]
        /// Whether it looks at what the runbook's section `identifiers` compares.
        public let comparesIdentifiers: Bool
        /// Whether what that section compares proves what it says, where a runbook has one.
        public let isProvenByComparison: Bool

        public init(
            name: String, selector: String?, form: LiteralForm = .name, parameterForms: [String: LiteralForm] = [:],
            properties: [Property], comparesIdentifiers: Bool = false, isProvenByComparison: Bool = false
        ) {
            self.form = form
            self.parameterForms = parameterForms
            self.isProvenByComparison = isProvenByComparison
            self.name = name
            self.selector = selector
            self.properties = properties
            self.comparesIdentifiers = comparesIdentifiers
        }
    }

    /// A matcher, as far as a runbook is held to it.
    public struct Matcher: Hashable, Sendable {
        public let name: String
        /// For each property type that the matcher applies to: the types that its argument may have.
        public let arguments: [ValueType: [ValueType]]

        public init(name: String, arguments: [ValueType: [ValueType]]) {
            self.name = name
            self.arguments = arguments
        }
    }

    public let resources: [Resource]
    public let matchers: [Matcher]
    /// What a runbook may say where to click: the places that remedies have for it.
    public let menus: [String]
    /// Why a line isn't one that can be typed in a rehearsal; without it such lines are taken as they are.
    public let lineProblem: (@Sendable (_ line: String) -> String?)?

    public init(
        resources: [Resource], matchers: [Matcher], menus: [String] = [],
        lineProblem: (@Sendable (_ line: String) -> String?)? = nil
    ) {
        self.resources = resources
        self.matchers = matchers
        self.menus = menus
        self.lineProblem = lineProblem
    }

    /// The same, with what reads the lines that are typed in a rehearsal.
    public func reading(_ lineProblem: @escaping @Sendable (_ line: String) -> String?) -> Vocabulary {
        Vocabulary(resources: resources, matchers: matchers, menus: menus, lineProblem: lineProblem)
    }
}
