import Foundation

/// A population's accounts in Microsoft 365.
struct GeneratedUsers: GeneratedObjects {
    let population: Population

    var count: Int { population.count }

    func id(at place: Int) -> String { population.id(place) }
    func index(of id: String) -> Int? { population.place(ofID: id) }

    func index(where property: String, is value: String) -> Int? {
        property == "userPrincipalName" ? population.place(ofAddress: value) : nil
    }

    func value(of property: String, at place: Int) -> JSON {
        switch property {
        case "id": .string(id(at: place))
        case "userPrincipalName", "mail": .string(population.address(place))
        case "displayName": .string(population.displayName(place))
        case "givenName": .string(population.given(place))
        case "surname": .string(population.family(place))
        case "accountEnabled": .bool(population.isEnabled(place))
        case "onPremisesImmutableId": population.immutableID(place).map(JSON.string) ?? .null
        case "userType": "Member"
        case "onPremisesSyncEnabled", "onPremisesLastSyncDateTime", "creationType", "externalUserState": .null
        case "identities": UserRoutes.identities(population.address(place))
        case "proxyAddresses": [.string("SMTP:\(population.address(place))")]
        case "otherMails": []
        case "assignedLicenses": licenses
        default: object(at: place)[property]
        }
    }

    private var licenses: JSON {
        .array(population.skuIDs.map { ["skuId": .string($0), "disabledPlans": []] })
    }

    func object(at place: Int) -> JSON {
        var user = UserRoutes.object(
            id: id(at: place), upn: population.address(place), name: population.displayName(place),
            isEnabled: population.isEnabled(place), created: population.createdText)
        user["givenName"] = .string(population.given(place))
        user["surname"] = .string(population.family(place))
        user["onPremisesImmutableId"] = population.immutableID(place).map(JSON.string) ?? .null
        user["assignedLicenses"] = licenses
        return user
    }
}
