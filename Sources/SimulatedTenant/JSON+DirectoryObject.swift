extension JSON {
    /// As one among other directory objects, where each says what it is.
    func typed(_ type: String) -> JSON {
        var object = self
        object["@odata.type"] = .string("#microsoft.graph.\(type)")
        return object
    }
}
