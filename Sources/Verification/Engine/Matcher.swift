import Foundation
import Runbook

/// What must be so of a value. One file in `Matchers/` each; none knows a resource.
public protocol Matcher: Sendable {
    static var name: String { get }
    /// For each property type that it applies to: the argument types that it takes.
    static var arguments: [ValueType: [ValueType]] { get }

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match

    /// Whether a thing that isn't there is just what was wanted.
    static func isMetByAbsence(_ wanted: Value) -> Bool
}

extension Matcher {
    public static func isMetByAbsence(_ wanted: Value) -> Bool { false }
}
