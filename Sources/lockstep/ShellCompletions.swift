import ArgumentParser
import SessionStore

/// What a shell's tab key offers, looked up when it is pressed. Nothing, rather than an error, where it can't be.
enum ShellCompletions {
    static let runbooks = CompletionKind.custom { _, _, _ in
        (try? RunbookLibrary.parse([]).names()) ?? []
    }

    /// Scenarios of the runbook that most sessions follow.
    static let scenarios = CompletionKind.custom { _, _, _ in
        guard let library = try? RunbookLibrary.parse([]), let names = try? library.names() else { return [] }
        return names.flatMap { (try? library.scenarioNames(of: $0)) ?? [] }
    }

    static let profiles = CompletionKind.custom { _, _, _ in
        (try? ProfileFile.usual.load().keys.sorted()) ?? []
    }

    /// Sessions of the usual store, by id and by name.
    static let sessions = CompletionKind.custom { _, _, _ in
        guard let store = try? StoreOptions.parse([]).open(), let found = try? store.sessions().sessions else {
            return []
        }
        return found.flatMap { [$0.state.name, $0.state.id] }
    }
}
