import Foundation
import Sameness

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads SAML metadata with libxml2. No type declarations, no entities but XML's own five, nothing from elsewhere; what is
/// read is bounded by `MetadataProblem.limit`.
final class SamlMetadataReader: NSObject, XMLParserDelegate {
    private static let metadata = "urn:oasis:names:tc:SAML:2.0:metadata"
    private static let signature = "http://www.w3.org/2000/09/xmldsig#"

    private var path: [String] = []
    private var root: String?
    private var isForeign = false
    /// Until when each list that is open is valid: one may stand in another.
    private var lists: [String?] = []
    private var entities: [SamlEntity] = []
    private var use: String?
    private var text: String?
    private var hasDeclarations = false

    /// - Parameter now: metadata may say until when it is valid.
    static func read(_ data: Data, now: Date) throws(MetadataProblem) -> SamlMetadata {
        guard data.count <= MetadataProblem.limit else { throw .tooLarge }
        // Other encodings could hide from the next look what libxml2 then reads.
        guard let text = String(validating: data, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
            throw .notUTF8
        }
        // Some providers write such lines into their metadata's certificates.
        let isXML = text.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).hasPrefix("<")
        if text.contains("PRIVATE KEY-----") || !isXML, text.contains("-----BEGIN ") {
            throw text.contains("PRIVATE KEY-----") ? .privateKey : .certificate
        }
        let head = text.prefix(1_024).lowercased()
        if let encoding = head.firstMatch(of: /^\u{FEFF}?\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/)?.1,
            !["utf-8", "us-ascii", "ascii"].contains(String(encoding))
        {
            throw .notUTF8
        }
        if head.contains("<!doctype html") || head.contains("<html") { throw .page }
        // Bytes, as libxml2 reads them: a combining mark behind a letter makes another `Character` of it.
        for word in ["<!DOCTYPE", "<!ENTITY"] where data.range(of: Data(word.utf8)) != nil { throw .declaresTypes }
        let parser = XMLParser(data: withoutEmptyInstructions(data))
        let reader = SamlMetadataReader()
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.externalEntityResolvingPolicy = .never
        parser.delegate = reader
        let isRead = parser.parse()
        if reader.hasDeclarations { throw .declaresTypes }
        if let root = reader.root, reader.isForeign { throw .root(root) }
        guard isRead, parser.parserError == nil, reader.path.isEmpty, reader.root != nil else {
            throw .notXML(line: max(parser.lineNumber, 1))
        }
        return try reader.result(now)
    }

    /// The document with blanks in the place of processing instructions that say nothing (`<?x?>`): they mean nothing in
    /// metadata, and Foundation's parser on Linux dies of them, because libxml2 hands it no text.
    private static func withoutEmptyInstructions(_ data: Data) -> Data {
        func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        var bytes = Array(data)
        let (open, question, close) = (UInt8(ascii: "<"), UInt8(ascii: "?"), UInt8(ascii: ">"))
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == open, bytes[index + 1] == question else {
                index += 1
                continue
            }
            var end = index + 2
            while end < bytes.count, !isBlank(bytes[end]), bytes[end] != question { end += 1 }
            while end < bytes.count, isBlank(bytes[end]) { end += 1 }
            if end + 1 < bytes.count, bytes[end] == question, bytes[end + 1] == close {
                for place in index...end + 1 { bytes[place] = 0x20 }
            }
            index += 2
        }
        return Data(bytes)
    }

    private func result(_ now: Date) throws(MetadataProblem) -> SamlMetadata {
        let entity = try SamlEntity.one(of: entities)
        let (role, validUntil) = try entity.role(now)
        guard !role.signIn.isEmpty else { throw .noSignIn(entity.id) }
        var signing: [CertificateFacts] = []
        for text in role.certificates {
            guard let facts = CertificateFacts(text: text) else { throw .unreadableCertificate(entity.id) }
            if !signing.contains(facts) { signing.append(facts) }
        }
        guard !signing.isEmpty else { throw .noCertificate(entity.id) }
        return SamlMetadata(
            entityID: entity.id, signIn: role.signIn, signOut: role.signOut, signing: signing, validUntil: validUntil)
    }

    // MARK: - XMLParserDelegate

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let parent = path.last
        let isMetadata = namespaceURI == SamlMetadataReader.metadata
        // What isn't metadata's or a signature's own is somebody's extension, whatever it is called.
        let own = isMetadata ? name : namespaceURI == SamlMetadataReader.signature ? "ds:\(name)" : "?"
        defer { path.append(own) }
        if path.isEmpty {
            root = isMetadata ? name : qualifiedName ?? name
            isForeign = !isMetadata || (name != "EntityDescriptor" && name != "EntitiesDescriptor")
            if isForeign { return parser.abortParsing() }
        }
        switch own {
        case "EntitiesDescriptor": lists.append(attributes["validUntil"])
        case "EntityDescriptor" where parent == nil || parent == "EntitiesDescriptor":
            entities.append(
                SamlEntity(
                    id: attributes["entityID"] ?? "",
                    validUntil: (lists + [attributes["validUntil"]]).compactMap(\.self)))
        case "IDPSSODescriptor" where parent == "EntityDescriptor":
            let protocols = attributes["protocolSupportEnumeration"]?.split(whereSeparator: \.isWhitespace) ?? []
            guard !entities.isEmpty else { return }
            entities[entities.count - 1].roles.append(
                SamlEntity.Role(protocols: Set(protocols.map(String.init)), validUntil: attributes["validUntil"]))
        case "KeyDescriptor" where parent == "IDPSSODescriptor":
            // Without a use it is for both.
            use = attributes["use"] ?? "signing"
        case "ds:X509Certificate" where use == "signing" && path.contains("KeyDescriptor"): text = ""
        case "SingleSignOnService" where parent == "IDPSSODescriptor":
            if let endpoint = endpoint(attributes) { change { $0.signIn.append(endpoint) } }
        case "SingleLogoutService" where parent == "IDPSSODescriptor":
            if let endpoint = endpoint(attributes) { change { $0.signOut.append(endpoint) } }
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text?.append(string) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { text?.append(String(decoding: block, as: UTF8.self)) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        let own = path.popLast()
        if own == "ds:X509Certificate", let found = text {
            change { $0.certificates.append(found) }
            text = nil
        }
        if own == "KeyDescriptor" { use = nil }
        if own == "EntitiesDescriptor" { _ = lists.popLast() }
    }

    func parser(
        _ parser: XMLParser, foundInternalEntityDeclarationWithName name: String, value: String?
    ) { refuse(parser) }

    func parser(
        _ parser: XMLParser, foundExternalEntityDeclarationWithName name: String, publicID: String?, systemID: String?
    ) { refuse(parser) }

    func parser(_ parser: XMLParser, foundElementDeclarationWithName name: String, model: String) { refuse(parser) }

    private func refuse(_ parser: XMLParser) {
        hasDeclarations = true
        parser.abortParsing()
    }

    private func endpoint(_ attributes: [String: String]) -> SamlMetadata.Endpoint? {
        guard let binding = attributes["Binding"], let location = attributes["Location"], !location.isEmpty else {
            return nil
        }
        return SamlMetadata.Endpoint(binding: binding, location: location)
    }

    /// Changes the role that is being read.
    private func change(_ work: (inout SamlEntity.Role) -> Void) {
        guard let entity = entities.indices.last, let role = entities[entity].roles.indices.last else { return }
        work(&entities[entity].roles[role])
    }
}
