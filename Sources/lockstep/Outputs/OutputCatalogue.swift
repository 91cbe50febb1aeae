import Outputs
import Report

/// All that Lockstep prints for machines.
enum OutputCatalogue {
    static let schema = OutputSchema([
        CheckReport.self, IdentifiersOutput.self, SessionsOutput.self, SessionReport.self, UpgradeReport.self,
        KeysOutput.self, WhoamiOutput.self, DoctorOutput.self, PermissionsOutput.self, SignInFailure.self,
        RunbooksOutput.self, CoverageOutput.self, LintOutput.self, OperationsOutput.self, FidelityOutput.self,
        RehearsalStatus.self, ArmedFaults.self, RehearsalDebrief.self, LoggedRequest.self,
        TestReport.self,
    ])
}
