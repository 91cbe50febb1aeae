import Foundation
import TestSupport
import Testing

/// A switch on a domain without people, from its trial to its end.
@Suite struct TrialTests {
    private static let trial = """
        attest pilot-linked yes
        attest alarms-told yes
        attest saml-info-confirmed yes
        cutover
        nordwind-staging.example
        portal wait 1m
        portal sign-in pia.pilot@nordwind-staging.example
        check all

        """

    /// Left standing it is nothing finished; taken back it has proved what it was for, and asks for nothing again.
    @Test func itIsOverOnceItIsTakenBack() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let switched = try Program.run(
                ["rehearse", "staging-domain", "--scenario", "nobody-there", "--name", "trial"], store: folder.url,
                input: Self.trial + "debrief\n")
            let said = switched.output.replacing(/\s+/, with: " ")
            #expect(!said.contains("Well done"), "\(said)")
            #expect(said.contains("The runbook isn't through: 11 of 12 items passed; open: taken-back."), "\(said)")
            #expect(try Program.run(["check", "trial"], store: folder.url).code == 1)

            let back = try Program.run(
                ["resume", "trial"], store: folder.url,
                input: "portal wait 10m\nrollback\nnordwind-staging.example\ncheck all\nstatus\ndebrief\n")
            let ended = back.output.replacing(/\s+/, with: " ")
            for text in [
                "7 of 12 passed, 5 held", "while the switch stood: so it was then, and it isn't asked again",
                "Next: nothing. The trial is taken back, and what it was to prove was seen before.", "Well done.",
            ] { #expect(ended.contains(text), "\(text): \(ended)") }
            #expect(!ended.contains("Cutover is locked"), "\(ended)")
            let checked = try Program.run(["check", "trial"], store: folder.url)
            #expect(checked.code == 0 && checked.output.contains("7 passed, 0 failed, 0 unknown, 5 held"), "\(checked)")
        }
    }

    /// A trial that was taken back before its pilot was seen has proved nothing.
    @Test func takenBackTooSoonItProvesNothing() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let early = Self.trial.replacing("portal sign-in pia.pilot@nordwind-staging.example\n", with: "")
            let back = try Program.run(
                ["rehearse", "staging-domain", "--scenario", "nobody-there", "--name", "trial"], store: folder.url,
                input: early + "portal wait 10m\nrollback\nnordwind-staging.example\ncheck all\nstatus\n")
            let said = back.output.replacing(/\s+/, with: " ")
            #expect(said.contains("the domain was set back.") && said.contains("cutover to switch it again"), "\(said)")
            #expect(!said.contains("Next: nothing"), "\(said)")
            #expect(try Program.run(["check", "trial"], store: folder.url).code != 0)
        }
    }
}
