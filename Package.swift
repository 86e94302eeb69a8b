// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same language rules; see STYLE in the README.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

let package = Package(
  name: "daybook",
  products: [
    .library(name: "SegmentLog", targets: ["SegmentLog"]),
    .library(name: "EventSourcing", targets: ["EventSourcing"]),
    .library(name: "Vocabulary", targets: ["Vocabulary"]),
    .library(name: "Venue", targets: ["Venue"]),
    .library(name: "Ordering", targets: ["Ordering"]),
    .library(name: "Analytics", targets: ["Analytics"]),
    .library(name: "Payments", targets: ["Payments"]),
    .library(name: "Loyalty", targets: ["Loyalty"]),
    .library(name: "EventStore", targets: ["EventStore"]),
    .library(name: "EventStoreTesting", targets: ["EventStoreTesting"]),
    .library(name: "Reservations", targets: ["Reservations"]),
    .library(name: "Restaurant", targets: ["Restaurant"]),
    .executable(name: "daybook", targets: ["daybook"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .target(name: "CLinux"),
    .target(
      name: "SegmentLog",
      dependencies: [
        "CLZ4",
        "CXXHash",
        "CNettle",
        "CLinux",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .target(name: "EventSourcing", swiftSettings: strict),
    .target(name: "Vocabulary", dependencies: ["EventSourcing"], swiftSettings: strict),
    .target(
      name: "Venue",
      dependencies: ["EventSourcing", "Vocabulary", .product(name: "Crypto", package: "swift-crypto")],
      path: "Sources/Modules/Venue",
      swiftSettings: strict),
    .target(
      name: "Ordering",
      dependencies: ["EventSourcing", "Vocabulary", "Venue"],
      path: "Sources/Modules/Ordering",
      swiftSettings: strict),
    .target(
      name: "Analytics",
      dependencies: ["EventSourcing", "Vocabulary"],
      path: "Sources/Modules/Analytics",
      swiftSettings: strict),
    .target(
      name: "Payments",
      dependencies: ["EventSourcing", "Vocabulary", "Venue"],
      path: "Sources/Modules/Payments",
      swiftSettings: strict),
    .target(
      name: "Reservations",
      dependencies: ["EventSourcing", "Vocabulary", "Venue"],
      path: "Sources/Modules/Reservations",
      swiftSettings: strict),
    .target(
      name: "Loyalty",
      dependencies: ["EventSourcing", "Vocabulary", "Venue"],
      path: "Sources/Modules/Loyalty",
      swiftSettings: strict),
    .target(
      name: "EventStore",
      dependencies: [
        "SegmentLog",
        "EventSourcing",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .target(
      name: "EventStoreTesting",
      dependencies: [
        "EventStore",
        "EventSourcing",
        "SegmentLog",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .target(
      name: "Restaurant",
      dependencies: [
        "Analytics",
        "EventSourcing",
        "EventStore",
        "Loyalty",
        "Ordering",
        "Payments",
        "Reservations",
        "SegmentLog",
        "Venue",
        "Vocabulary",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [.embedInCode("Resources/demo-venue.json")],
      swiftSettings: strict),
    .executableTarget(
      name: "daybook",
      dependencies: [
        "Analytics",
        "CLinux",
        "EventSourcing",
        "EventStore",
        "Loyalty",
        "Ordering",
        "Payments",
        "Reservations",
        "Restaurant",
        "SegmentLog",
        "Venue",
        "Vocabulary",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EventStoreTests",
      dependencies: [
        "EventStore",
        "EventStoreTesting",
        "EventSourcing",
        "SegmentLog",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RestaurantTests",
      dependencies: [
        "Analytics",
        "Reservations",
        "Restaurant",
        "EventSourcing",
        "EventStore",
        "EventStoreTesting",
        "SegmentLog",
        "Vocabulary",
        "Venue",
        "Loyalty",
        "Payments",
        "Ordering",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "daybookTests",
      dependencies: [
        "daybook",
        "EventSourcing",
        "EventStore",
        "Restaurant",
        "SegmentLog",
        "Vocabulary",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(name: "EventSourcingTests", dependencies: ["EventSourcing"], swiftSettings: strict),
    .testTarget(
      name: "SegmentLogTests",
      dependencies: ["SegmentLog", "EventStoreTesting", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
    .testTarget(
      name: "VocabularyTests", dependencies: ["EventSourcing", "EventStoreTesting", "Vocabulary"],
      swiftSettings: strict),
    .testTarget(
      name: "VenueTests",
      dependencies: ["EventSourcing", "EventStoreTesting", "Vocabulary", "Venue"],
      swiftSettings: strict),
    .testTarget(
      name: "OrderingTests",
      dependencies: [
        "EventSourcing", "EventStore", "EventStoreTesting", "Ordering", "SegmentLog", "Venue", "Vocabulary",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AnalyticsTests", dependencies: ["Analytics", "EventSourcing", "Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "ReservationsTests",
      dependencies: [
        "EventSourcing", "EventStore", "EventStoreTesting", "Reservations", "SegmentLog", "Venue", "Vocabulary",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PaymentsTests",
      dependencies: [
        "EventSourcing", "EventStore", "EventStoreTesting", "Payments", "SegmentLog", "Venue", "Vocabulary",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LoyaltyTests",
      dependencies: [
        "EventSourcing", "EventStore", "EventStoreTesting", "Loyalty", "Payments", "SegmentLog", "Venue", "Vocabulary",
      ],
      swiftSettings: strict),
  ]
)
