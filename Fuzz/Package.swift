// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Built by `scripts/fuzz`, which gives the flags: the whole is compiled with AddressSanitizer and so that libFuzzer sees which
/// code an input has reached.
let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [
        // Without the traits, which bring code that reads no foreign bytes.
        .package(name: "swift-mariadb", path: "..", traits: [])
    ],
    targets: [
        .target(name: "CFuzzer"),
        // The program's own sources: an executable has no product to depend on.
        .target(name: "CSV", exclude: ["CSVRows.swift", "RowLines.swift"], swiftSettings: settings),
        .executableTarget(
            name: "fuzz", dependencies: ["CFuzzer", "CSV", .product(name: "MariaDB", package: "swift-mariadb")],
            swiftSettings: settings),
    ]
)
