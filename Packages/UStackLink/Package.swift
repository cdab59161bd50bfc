// swift-tools-version: 6.2
import PackageDescription

// For who takes this package alone, by path. It says what the root manifest says; `make check` compares them.

let settings: [SwiftSetting] =
  (Context.environment["STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]) + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ]

let package = Package(
  name: "UStackLink",
  products: [
    .library(name: "UStackLink", targets: ["UStackLink"])
  ],
  dependencies: [
    .package(path: "../SocketKit"), .package(path: "../PacketCodec"), .package(path: "../UStack"),
    .package(path: "../Wire"),
  ],
  targets: [
    .target(
      name: "UStackLink",
      dependencies: [
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "UStack", package: "UStack"),
      ], swiftSettings: settings),
    .testTarget(
      name: "UStackLinkTests",
      dependencies: [
        "UStackLink",
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "UStack", package: "UStack"),
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "Wire", package: "Wire"),
      ], swiftSettings: settings),
  ])
