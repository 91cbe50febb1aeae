import Foundation
import TestSupport

@testable import SimulatedTenant

extension ServerIdentity {
    /// As a rehearsal's server has one, good for 30 days.
    init(madeAt: Date = Date()) throws {
        let authority = try RehearsalAuthority(now: madeAt)
        self.init(pem: authority.serverCertificate + "\n" + authority.serverKey, anchor: authority.anchor)
    }
}

extension HandMadeServer {
    convenience init(_ answers: [String: Data]) throws { try self.init(answers.mapValues { [$0] }) }

    /// - Parameter madeAt: when its certificate was made.
    convenience init(
        _ answers: [String: [Data]], replacing address: String? = nil, madeAt: Date = Date(),
        host: String = "127.0.0.1"
    ) throws {
        try self.init(answers, as: try ServerIdentity(madeAt: madeAt), replacing: address, host: host)
    }
}
