// swift-tools-version: 6.1
import PackageDescription

// Every target imports only targets that stand below it here; ArchitectureTests holds the sources to that.
// CONTRIBUTING.md has the house in one picture.

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

// The pure middle is explored by a hundred thousand histories in each test run: optimized, that takes two minutes, not ten.
let explored: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "lockstep",
    products: [.executable(name: "lockstep", targets: ["lockstep"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.1"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // Floor 5: the program
        .executableTarget(
            name: "lockstep",
            dependencies: [
                "Assistant", "Authoring", "BundledRunbooks", "Cutover", "Rehearsal", "Report", "SimulatedTenant",
                "Verification",
                "SessionStore", "Tenant",
                "Reconciliation", "Journal", "Console", "Runbook", "Text", "Outputs", "YAMLDocument", "HTTPTransport",
                "Escaping", "PrivateFiles", "ProcessShims", "Sameness", "Signatures", argumentParser, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        // Floor 4: the conversation
        .target(
            name: "Assistant",
            dependencies: [
                "Cutover", "Rehearsal", "Verification", "SessionStore", "Tenant", "Reconciliation", "Journal",
                "Console", "Runbook", "Text", "YAMLDocument", "HTTPTransport", "Escaping", "PrivateFiles", "Sameness",
                argumentParser, x509,
            ]),
        // Floor 3
        .target(
            name: "Rehearsal",
            dependencies: [
                "Cutover", "SimulatedTenant", "Verification", "Tenant", "Reconciliation", "Console", "Runbook", "Text",
                "HTTPTransport", argumentParser,
            ]),
        .target(name: "Authoring", dependencies: ["Runbook", "Text", "Outputs", "YAMLDocument", "Escaping"]),
        .target(name: "Report", dependencies: ["Journal", "Runbook", "Text", "Outputs", "Escaping"]),
        .target(
            name: "Cutover",
            dependencies: [
                "Verification", "SessionStore", "Tenant", "Journal", "Runbook", "Text", "Escaping", "Sameness",
            ]),
        .target(
            name: "SimulatedTenant",
            dependencies: [
                "YAMLDocument", "Escaping", "PrivateFiles", crypto, x509, logging,
                .product(name: "_CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        // Floor 2
        .target(
            name: "Verification",
            dependencies: [
                "Reconciliation", "Tenant", "Journal", "Runbook", "Text", "Escaping", "Sameness", "YAMLDocument",
                crypto,
            ]),
        .target(
            name: "SessionStore",
            dependencies: [
                "Journal", "Runbook", "YAMLDocument", "Escaping", "PrivateFiles", "Sameness", "Signatures",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // Floor 1
        .target(
            name: "Tenant",
            dependencies: [
                "HTTPTransport", "Escaping", "Sameness", crypto, x509,
                .product(name: "_CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        .target(
            name: "Journal", dependencies: ["Runbook", "Text", "Escaping", "Sameness", "Signatures", crypto],
            swiftSettings: explored),
        .target(
            name: "Reconciliation",
            dependencies: ["Escaping", "PrivateFiles", "Sameness", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Console", dependencies: ["Text", "Escaping", "PrivateFiles", "EditLineShims", "CLibedit"]),
        // Floor 0
        .target(name: "Runbook", dependencies: ["Text", "YAMLDocument", "Sameness", "Escaping"]),
        .target(name: "Text", dependencies: ["Escaping", "TextShims"]),
        .target(name: "Outputs"),
        .target(
            name: "Signatures", dependencies: [crypto, .product(name: "_CryptoExtras", package: "swift-crypto")]),
        .target(name: "Sameness", dependencies: [crypto, x509, asn1]),
        .target(name: "YAMLDocument", dependencies: [.product(name: "Yams", package: "Yams")]),
        .target(name: "HTTPTransport", dependencies: ["Escaping", "CurlShims", "CLibcurl"]),
        .target(name: "PrivateFiles", dependencies: ["Escaping", "FileShims"]),
        .target(name: "Escaping"),
        // The documented flows are data: the folder goes along as a whole, and a new one in it is nothing to say here
        .target(name: "BundledRunbooks", dependencies: ["ProcessShims"], resources: [.copy("../../Runbooks")]),
        // C
        .target(name: "EditLineShims", dependencies: ["CLibedit"]),
        .target(name: "ProcessShims"),
        .target(name: "TextShims"),
        .target(name: "CurlShims", dependencies: ["CLibcurl"]),
        .target(name: "FileShims"),
        .systemLibrary(name: "CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // Tests: the pure middle, the tenant's two sides, the store, and the program as a person meets it
        .target(
            name: "TestSupport",
            dependencies: [
                "PseudoTerminalShims", "FaultyDiskShims", "SimulatedTenant", "Verification", "Tenant", "Reconciliation",
                "Journal",
                "Runbook",
                "HTTPTransport",
            ], path: "Tests/TestSupport"),
        .target(name: "PseudoTerminalShims", path: "Tests/PseudoTerminalShims"),
        .target(
            name: "FaultyDiskShims", path: "Tests/FaultyDiskShims", linkerSettings: [.linkedLibrary("sqlite3")]),
        .testTarget(
            name: "CoreTests",
            dependencies: [
                "TestSupport", "YAMLDocument", "Runbook", "Journal", "Console", "Text", "Escaping", "Sameness",
                "Signatures", crypto, x509,
            ],
            swiftSettings: explored),
        .testTarget(
            name: "TenantTests",
            dependencies: [
                "TestSupport", "HTTPTransport", "Tenant", "Verification", "SimulatedTenant", "Cutover", "SessionStore",
                "Reconciliation", "Sameness", crypto, x509, .product(name: "_CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        .testTarget(
            name: "SessionTests",
            dependencies: [
                "TestSupport", "SessionStore", "PrivateFiles", "Journal", "Runbook", "Signatures",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "lockstep", "Assistant", "Authoring", "Report", "SimulatedTenant", "Verification", "SessionStore",
                "Tenant",
                "Reconciliation", "Journal", "Runbook", "YAMLDocument", "HTTPTransport", "Escaping", "Sameness",
                "Signatures", "TestSupport", "Text",
                "CLibcurl",
            ]),
        .testTarget(
            name: "ProgramTests",
            dependencies: [
                "lockstep", "Assistant", "Authoring", "Report", crypto, "TestSupport", "SimulatedTenant",
                "SessionStore",
                "Journal", "Console", "Text", "Outputs", "HTTPTransport", "PrivateFiles", "Sameness", "Escaping",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
