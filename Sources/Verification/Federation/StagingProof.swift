import Foundation
import Tenant

/// That a switch was tried on a domain without people: what a session of this store sent there, saw, and wrote down.
public struct StagingProof: Hashable, Sendable {
    /// Id and name of the session.
    public let session: String
    public let name: String
    /// The hash that the session's journal ended with when it was looked at.
    public let head: String
    /// What was sent there.
    public let federation: InternalDomainFederation
    /// When it was read back as planned.
    public let switched: Date
    /// When the pilot's sign-in was seen in the sign-in log, while it was federated.
    public let pilotSeen: Date?
    /// When the domain was read as managed again, after this session had taken the switch back.
    public let takenBack: Date?

    public init(
        session: String, name: String, head: String, federation: InternalDomainFederation, switched: Date,
        pilotSeen: Date?, takenBack: Date?
    ) {
        self.session = session
        self.name = name
        self.head = head
        self.federation = federation
        self.switched = switched
        self.pilotSeen = pilotSeen
        self.takenBack = takenBack
    }
}
