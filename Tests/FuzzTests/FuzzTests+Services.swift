import Foundation
import Runbook
import TestSupport
import Testing
import Text

@testable import HTTPTransport
@testable import Reconciliation
@testable import Tenant

extension FuzzTests {
    @Test func pingOneAnswers() async throws {
        let corpus = TenantAnswers.pingOne.map { Array($0.utf8) }
        let trees = try corpus.map { try Tree(json: $0) }
        try await Test.fuzz("pingOneAnswers") { chance in
            Answer(
                status: Self.statuses.randomElement(using: &chance) ?? 200, headers: Self.damagedHeaders(&chance),
                body: Self.damagedJSON(corpus, trees, &chance))
        } judge: { answer in
            let fault = PingOneFault.read(
                HTTPResponse(
                    status: answer.status, headers: answer.headers.map { ($0.key, $0.value) }, body: Data(answer.body),
                    isHTTP2: false))
            try Wrong.unless(!fault.reason.isEmpty && !fault.remedy.isEmpty, "a fault without a word")
            _ = RetryPolicy().wait(after: fault.asTenantFault, attempt: 0)
            let objects = answer.body.count { $0 == UInt8(ascii: "{") }
            let data = Data(answer.body)
            var isAccepted = false
            func take<Element: Decodable>(_ type: Element.Type) throws {
                guard case .success(let page) = GraphDecoding.decode(PingOneClient.Collection<Element>.self, from: data)
                else { return }
                isAccepted = true
                let count =
                    ["stores", "plans", "rules", "mappings"].lazy.compactMap { page.elements($0)?.count }.max() ?? 0
                try Wrong.unless(count <= objects, "\(count) of \(objects) objects")
            }
            try take(PropagationStore.self)
            try take(PropagationPlan.self)
            try take(PropagationRule.self)
            try take(PropagationMapping.self)
            _ = GraphDecoding.decode(PropagationRevision.self, from: data)
            if let token = try? JSONDecoder().decode(PingOneTokens.TokenResponse.self, from: data) {
                _ = Date().addingTimeInterval(OutsideTime.life(token.expiresIn ?? 3_600)).formatted(.iso8601)
            }
            return isAccepted
        }
    }

    private static let claims = [
        #"{"tid":"8adf8e6e-67b2-4cf2-a259-e3dc5476c621","oid":"o","appid":"a","app_displayname":"Peig","roles":["Domain.Read.All"],"exp":1795730400,"iat":1795726800}"#,
        #"{"tid":"8adf8e6e-67b2-4cf2-a259-e3dc5476c621","azp":"a","upn":"ida@nordwind.example","scp":"Domain.Read.All User.Read.All","exp":1.7957304e9}"#,
        #"{"preferred_username":"ida@nordwind.example","scp":"openid  profile","exp":"1795730400","roles":null}"#,
    ]

    @Test func tokenClaims() async throws {
        let corpus = Self.claims.map { Array($0.utf8) }
        let trees = try corpus.map { try Tree(json: $0) }
        let shape = Mutator(corpus: [
            Array("eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3OTU3MzA0MDB9.c2ln".utf8), Array("..".utf8),
        ])
        try await Test.fuzz("tokenClaims") { chance in
            if Int.random(in: 0..<4, using: &chance) == 0 {
                return String(decoding: shape.input(&chance), as: UTF8.self)
            }
            let payload = Data(Self.damagedJSON(corpus, trees, &chance)).base64EncodedString()
            return "eyJhbGciOiJSUzI1NiJ9."
                + payload.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") + ".c2ln"
        } judge: { token in
            guard let claims = TokenClaims(token: token) else { return false }
            if let expires = claims.expires {
                // As "login" says it.
                let minutes = max(0, Int(expires.timeIntervalSinceNow / 60))
                try Wrong.unless(!DurationText.words(minutes * 60).isEmpty, "no words")
                try Wrong.unless(expires.formatted(.iso8601).count == 20, "it ends at \(expires.formatted(.iso8601))")
            }
            try Wrong.unless(
                claims.permissions == (claims.isAppOnly ? claims.roles : claims.scopes), "other permissions")
            return true
        }
    }

    private static let signIns = [
        #"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"eyJ","refresh_token":"r"}"#,
        #"{"user_code":"ABCD-EFGH","device_code":"d","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":5,"message":"m"}"#,
        #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: x","error_codes":[7000215]}"#,
        #"{"accessToken":"eyJ","expiresOn":"2026-11-25 22:00:00.000000","expires_on":1795730400,"subscription":"s","tenant":"t","tokenType":"Bearer"}"#,
    ]

    @Test func signInAnswers() async throws {
        let corpus = Self.signIns.map { Array($0.utf8) }
        let trees = try corpus.map { try Tree(json: $0) }
        try await Test.fuzz("signInAnswers") {
            Self.damagedJSON(corpus, trees, &$0)
        } judge: { bytes in
            let data = Data(bytes)
            var isAccepted = false
            if let token = try? JSONDecoder().decode(TokenEndpoint.TokenResponse.self, from: data) {
                let life = OutsideTime.life(token.expiresIn)
                try Wrong.unless((0...604_800).contains(life), "a token lives \(life) s")
                isAccepted = true
            }
            if let code = try? JSONDecoder().decode(TokenEndpoint.DeviceCode.self, from: data) {
                try Wrong.unless(
                    (0...3_600).contains(code.expiresIn) && (1...60).contains(code.interval), "\(code.expiresIn) s")
                isAccepted = true
            }
            if let answer = try? JSONDecoder().decode(AzureCLI.TokenOutput.self, from: data) {
                let expires = answer.expiresOn.map(OutsideTime.date)
                try Wrong.unless(expires?.formatted(.iso8601).count ?? 20 == 20, "it ends at no time")
                isAccepted = true
            }
            return isAccepted
        }
    }

    private static let listings = [
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":3,"startIndex":1,"itemsPerPage":2,"Resources":[{"id":"1","userName":"ida@nordwind.example","externalId":"AA==","active":true,"emails":[{"value":"i@n.example"}],"name":{"formatted":"Ida Holm","givenName":"Ida","familyName":"Holm"}},{"id":"2","userName":"jonas@nordwind.example"}]}"#,
        #"{"totalResults":3,"Resources":[{"id":"3","userName":"zoe@nordwind.example","displayName":"Zoë","emails":[]}]}"#,
        #"{"totalResults":0}"#,
    ]

    /// A list in pages, whatever they say: it ends, with no more than came.
    @Test func scimListings() async throws {
        let corpus = Self.listings.map { Array($0.utf8) }
        let trees = try corpus.map { try Tree(json: $0) }
        try await Test.fuzz("scimListings") { chance in
            (0..<Int.random(in: 1...3, using: &chance)).map { page in
                Bool.random(using: &chance) ? corpus[page] : Self.damagedJSON(corpus, trees, &chance)
            }
        } judge: { (pages: [[UInt8]]) in
            var progress = ScimProgress(ScimLimits())
            var (taken, states) = (0, ResourceStatus())
            do throws(TenantFault) {
                for page in pages {
                    let (new, isWhole) = try progress.take(try ScimListing(Data(page)), size: page.count)
                    taken += new.count
                    for user in new { _ = states.states(of: user.json, now: Date()) }
                    if isWhole { break }
                    try progress.check()
                }
            } catch {
                return false
            }
            let elements = pages.joined().count { $0 == UInt8(ascii: ",") } + pages.count
            try Wrong.unless(taken <= elements, "\(taken) of \(elements) elements")
            return true
        }
    }
}
