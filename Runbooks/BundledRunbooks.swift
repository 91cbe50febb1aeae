import Foundation

/// Finds the runbooks that come with the program.
public enum BundledRunbooks {
    /// The folder that holds one folder per runbook.
    public static var folder: URL { Bundle.module.bundleURL }
}
