import EditLineShims
import Foundation
import Glibc

/// What is known of where output goes.
public struct Terminal: Sendable {
    public let isInteractive: Bool
    public let isColoured: Bool
    private let fixedColumns: Int?

    /// Looks at standard input and output and at the environment (`NO_COLOR`, `TERM`, `COLUMNS`).
    public static func standard(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Terminal {
        let isOutput = isatty(STDOUT_FILENO) == 1
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
        return Terminal(
            isInteractive: isOutput && isatty(STDIN_FILENO) == 1, isColoured: isOutput && !isPlain,
            fixedColumns: isOutput ? nil : environment["COLUMNS"].flatMap { Int($0) } ?? 80)
    }

    public init(isInteractive: Bool, isColoured: Bool, fixedColumns: Int?) {
        self.isInteractive = isInteractive
        self.isColoured = isColoured
        self.fixedColumns = fixedColumns
    }

    /// Columns to write into: the window's, but no wider than one reads comfortably.
    public var columns: Int {
        min(max(window, 40), 100)
    }

    /// Columns of a list with a line each: the window's, and no bounds where another program reads it, which wants the whole.
    public var listColumns: Int {
        fixedColumns == nil ? max(window, 40) : .max
    }

    private var window: Int {
        let columns = fixedColumns ?? Int(lockstep_window_columns(STDOUT_FILENO))
        return columns == 0 ? 80 : columns
    }
}
