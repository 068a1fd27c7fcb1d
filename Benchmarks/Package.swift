// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "swift-mariadb", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
        // What everything is compared with: the plain blocking loops that a C programmer would write.
        .target(name: "CLoop", dependencies: ["CLibMariaDB"]),
        // Figures and what is made of them. Knows neither servers nor clocks.
        .target(name: "BenchmarkReport", swiftSettings: settings),
        .executableTarget(
            name: "mariadb-benchmarks",
            dependencies: [
                "BenchmarkReport", "CLoop",
                .product(name: "BlockingExecutors", package: "swift-mariadb"),
                .product(name: "MariaDB", package: "swift-mariadb"),
                .product(name: "MariaDBTesting", package: "swift-mariadb"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        // What is run under an instruction counter.
        .executableTarget(
            name: "fixed-work", dependencies: [.product(name: "MariaDB", package: "swift-mariadb")], swiftSettings: settings),
        .testTarget(name: "BenchmarkReportTests", dependencies: ["BenchmarkReport"], swiftSettings: settings),
    ]
)
