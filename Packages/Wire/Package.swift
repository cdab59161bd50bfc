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
  name: "Wire",
  products: [.library(name: "Wire", targets: ["Wire"])],
  dependencies: [.package(path: "../PacketCodec")],
  targets: [
    .target(
      name: "Wire", dependencies: [.product(name: "PacketCodec", package: "PacketCodec")], swiftSettings: settings),
    .testTarget(
      name: "WireTests", dependencies: ["Wire", .product(name: "PacketCodec", package: "PacketCodec")],
      swiftSettings: settings),
  ])
