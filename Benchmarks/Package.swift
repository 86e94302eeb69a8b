// swift-tools-version: 6.2
import PackageDescription

/// The same language rules as in the package under measurement.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

let package = Package(
  name: "daybook-benchmarks",
  dependencies: [
    .package(name: "daybook", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // Without traits: the interposers that count allocations and retains are not needed for times.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CLZ4Reference", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CProcessor"),
    .target(
      name: "Workload",
      dependencies: [
        "CProcessor",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "peers",
      dependencies: [
        "CSQLite", "CLMDB", "CLZ4Reference", "Workload",
        .product(name: "EventSourcing", package: "daybook"),
        .product(name: "EventStore", package: "daybook"),
        .product(name: "Ordering", package: "daybook"),
        .product(name: "Payments", package: "daybook"),
        .product(name: "Reservations", package: "daybook"),
        .product(name: "Restaurant", package: "daybook"),
        .product(name: "SegmentLog", package: "daybook"),
        .product(name: "Venue", package: "daybook"),
        .product(name: "Vocabulary", package: "daybook"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "CodingBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "EventSourcing", package: "daybook"),
        .product(name: "SegmentLog", package: "daybook"),
      ],
      path: "Benchmarks/CodingBenchmarks",
      swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .testTarget(
      name: "WorkloadTests",
      dependencies: ["Workload", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
  ]
)
