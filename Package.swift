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
    traits: [
        .trait(name: "Configuration", description: "Configurations are read with swift-configuration."),
        .trait(name: "Metrics", description: "Clients count what they do with swift-metrics."),
        .trait(name: "Tracing", description: "Statements are spans of swift-distributed-tracing."),
        .trait(name: "ServiceLifecycle", description: "MariaDBClient is a Service of swift-service-lifecycle."),
        .default(enabledTraits: ["Configuration", "Metrics", "ServiceLifecycle", "Tracing"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CMariaDB",
            pkgConfig: "libmariadb",
            providers: [.apt(["libmariadb-dev"]), .brew(["mariadb-connector-c"])]
        ),
        // No product: what other modules inline has to be public, and this is for those of the house.
        .target(name: "StateLocks", swiftSettings: settings),
        .target(
            name: "BlockingExecutors",
            dependencies: ["StateLocks", .product(name: "DequeModule", package: "swift-collections")],
            swiftSettings: settings
        ),
        .target(
            name: "MariaDB",
            dependencies: [
                "BlockingExecutors", "CMariaDB", "StateLocks",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Configuration", package: "swift-configuration", condition: .when(traits: ["Configuration"])),
                .product(name: "CoreMetrics", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing", condition: .when(traits: ["Tracing"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: .when(traits: ["ServiceLifecycle"])),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "MariaDBTesting",
            dependencies: [
                "BlockingExecutors", "MariaDB", "StateLocks",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mariaq",
            dependencies: [
                "BlockingExecutors", "MariaDB", "MariaDBTesting", "StateLocks",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "BlockingExecutorsTests", dependencies: ["BlockingExecutors", "StateLocks"], swiftSettings: settings),
        .testTarget(
            name: "MariaDBTests",
            dependencies: [
                "BlockingExecutors", "MariaDB", "StateLocks",
                .product(name: "Configuration", package: "swift-configuration", condition: .when(traits: ["Configuration"])),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MariaDBIntegrationTests",
            dependencies: [
                "BlockingExecutors", "MariaDB", "MariaDBTesting", "StateLocks",
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing", condition: .when(traits: ["Tracing"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
                .product(name: "MetricsTestKit", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: .when(traits: ["ServiceLifecycle"])),
                .product(
                    name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])),
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
