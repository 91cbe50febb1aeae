/// What one request reads and changes. Its changes take effect together, when the request succeeds, or not at all.
struct Transaction {
    private(set) var state: TenantState
    private(set) var changes: [TenantState.Change] = []
    private var undos: [TenantState.Undo] = []

    init(_ state: consuming TenantState) { self.state = state }

    subscript(name: TenantState.TableName) -> Table { state[name] }

    mutating func put(_ object: JSON, in name: TenantState.TableName, id: String) {
        apply(.put(name, id: id, object))
    }

    /// Puts an object under its own `id`.
    mutating func put(_ object: JSON, in name: TenantState.TableName) {
        put(object, in: name, id: object["id"].string ?? "")
    }

    mutating func remove(_ id: String, from name: TenantState.TableName) { apply(.remove(name, id: id)) }

    mutating func apply(_ change: TenantState.Change) {
        if let undo = state.apply(change) { undos.append(undo) }
        changes.append(change)
    }

    /// Takes every change back.
    mutating func rollBack() {
        for undo in undos.reversed() { state.take(back: undo) }
        undos = []
        changes = []
    }
}
