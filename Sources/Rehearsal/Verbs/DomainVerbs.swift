import ArgumentParser
import Console
import Cutover
import Tenant
import Text

struct AddDomain: PortalVerb {
    static let verb = "add-domain"
    static let summary = "add a domain to the tenant"
    @Argument(help: "The domain's name.") var domain: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        if let known = try? await portal.read(["domains", domain], as: Domain.self) {
            stage.screen.line(
                "Portal: \(domain) is there already\(known.isVerified.shown == true ? ", and verified" : "").")
            return
        }
        try await portal.send(.post, ["domains"], ["id": .text(domain)])
        // A subdomain of a verified domain needs no proof of its own.
        let isVerified = try await portal.read(["domains", domain], as: Domain.self).isVerified.shown == true
        stage.screen.line(
            "Portal: \(domain) is added. \(isVerified ? "It is verified with its root." : "It isn't verified yet.")")
    }
}

struct VerifyDomain: PortalVerb {
    static let verb = "verify-domain"
    static let summary = "verify a domain (the DNS record is taken as made)"
    @Argument(help: "The domain's name.") var domain: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        if let known = try? await portal.read(["domains", domain], as: Domain.self), known.isVerified.shown == true {
            return stage.screen.line("Portal: \(domain) is verified already.")
        }
        try await portal.send(.post, ["domains", domain, "verify"])
        stage.screen.line("Portal: \(domain) is verified; its status is Healthy.")
    }
}

struct SetDefaultDomain: PortalVerb {
    static let verb = "set-default-domain"
    static let summary = "make a domain the default; the initial one if none is named"
    @Argument(help: "The domain's name.") var domain: String?

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        var name = domain
        if name == nil {
            name = try await portal.read(["domains"], as: Page<Domain>.self).value.initial?.id
        }
        guard let name else { throw PortalRefusal(message: "The tenant has no initial domain. Name one.") }
        try await portal.send(.patch, ["domains", name], ["isDefault": true])
        stage.screen.line("Portal: \(name) is the default domain now.")
    }
}

struct ShowDomains: PortalVerb {
    static let verb = "domains"
    static let summary = "list the tenant's domains as the portal does"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        var table = Table()
        for domain in try await portal.pages(["domains"], of: Domain.self) {
            let standing = domain.isVerified.shown == true ? "verified" : "not verified"
            table.add(
                domain.id, domain.isDefault.shown == true ? "\(standing), default" : standing,
                domain.authenticationType.shown?.lowercased() ?? "")
        }
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
    }
}

struct Unfederate: PortalVerb {
    static let verb = "unfederate"
    static let summary = "remove a domain's federation, as an administrator outside it would"
    @Argument(help: "The domain's name.") var domain: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let path = ["domains", domain, "federationConfiguration"]
        let page = try await portal.read(path, as: Page<InternalDomainFederation>.self)
        guard let id = page.value.first?.id else { throw PortalRefusal(message: "\(domain) has no federation.") }
        try await portal.send(.delete, path + [id])
        stage.screen.line("Portal: \(domain) is managed again; people sign in with passwords.")
    }
}

struct RunPowerShell: PortalVerb {
    static let verb = "run-powershell"
    static let summary = "run the commands that \"cutover --powershell\" printed"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        guard let until = stage.commandsUntil,
            let plan = stage.plan
        else {
            throw PortalRefusal(message: "There are no commands yet. \"cutover --powershell\" prints them.")
        }
        guard stage.now < until else {
            throw PortalRefusal(message: "Too late: let Lockstep check again.")
        }
        let path = ["domains", plan.domain]
        guard try await portal.read(path, as: Domain.self).isKnownAsManaged else {
            throw PortalRefusal(message: "\(plan.domain) is federated already: nothing was changed.")
        }
        try await portal.send(.post, path + ["federationConfiguration"], plan.federation)
        stage.screen.line("PowerShell: \(plan.domain) is federated, says Graph.")
    }
}
