// swift-tools-version: 6.2

import PackageDescription

/// One set of rules for every target of the house.
///
/// `MARIADB_WARNINGS_AS_ERRORS=1` is what `.ci/run` sets. It is not the default, because a newer compiler's new warning must
/// not break the build of somebody who only depends on this package.
let warningsAreErrors = Context.environment["MARIADB_WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
    ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "swift-mariadb",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "MariaDB", targets: ["MariaDB"]),
        .library(name: "BlockingExecutors", targets: ["BlockingExecutors"]),
        .library(name: "MariaDBTesting", targets: ["MariaDBTesting"]),
        .executable(name: "mariaq", targets: ["mariaq"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CMariaDB",
            pkgConfig: "libmariadb",
            providers: [.apt(["libmariadb-dev"]), .brew(["mariadb-connector-c"])]
        ),
        .target(
            name: "BlockingExecutors",
            dependencies: [.product(name: "DequeModule", package: "swift-collections")],
            swiftSettings: settings
        ),
        .target(
            name: "MariaDB",
            dependencies: ["BlockingExecutors", "CMariaDB", .product(name: "DequeModule", package: "swift-collections")],
            swiftSettings: settings
        ),
        .target(
            name: "MariaDBTesting",
            dependencies: [
                "BlockingExecutors", "MariaDB",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mariaq",
            dependencies: [
                "BlockingExecutors", "MariaDB", "MariaDBTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "BlockingExecutorsTests", dependencies: ["BlockingExecutors"], swiftSettings: settings),
        .testTarget(name: "MariaDBTests", dependencies: ["MariaDB"], swiftSettings: settings),
        .testTarget(
            name: "MariaDBIntegrationTests",
            dependencies: [
                "BlockingExecutors", "MariaDB", "MariaDBTesting",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MariaQTests",
            dependencies: [
                "mariaq", "MariaDB", "MariaDBTesting",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
    ]
)
