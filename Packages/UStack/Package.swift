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
  name: "UStack",
  products: [.library(name: "UStack", targets: ["UStack"])],
  dependencies: [.package(path: "../PacketCodec")],
  targets: [
    .target(
      name: "UStack", dependencies: [.product(name: "PacketCodec", package: "PacketCodec")], swiftSettings: settings),
    .testTarget(
      name: "UStackTests", dependencies: ["UStack", .product(name: "PacketCodec", package: "PacketCodec")],
      swiftSettings: settings),
  ])
