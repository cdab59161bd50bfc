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
  name: "FrameText",
  products: [.library(name: "FrameText", targets: ["FrameText"])],
  dependencies: [
    .package(path: "../PacketCodec"),
    .package(path: "../ToolKit"),
  ],
  targets: [
    .target(
      name: "FrameText",
      dependencies: [
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "ToolKit", package: "ToolKit"),
      ], swiftSettings: settings),
    .testTarget(
      name: "FrameTextTests",
      dependencies: [
        "FrameText",
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "ToolKit", package: "ToolKit"),
      ], swiftSettings: settings),
  ])
