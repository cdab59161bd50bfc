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
  name: "UStackTool",
  products: [.library(name: "UStackTool", targets: ["UStackTool"])],
  dependencies: [
    .package(path: "../SocketKit"),
    .package(path: "../PacketCodec"),
    .package(path: "../EventLoop"),
    .package(path: "../UStack"),
    .package(path: "../UStackLink"),
    .package(path: "../ToolKit"),
  ],
  targets: [
    .target(
      name: "UStackTool",
      dependencies: [
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "EventLoop", package: "EventLoop"),
        .product(name: "UStack", package: "UStack"),
        .product(name: "UStackLink", package: "UStackLink"),
        .product(name: "ToolKit", package: "ToolKit"),
      ], swiftSettings: settings),
    .testTarget(
      name: "UStackToolTests",
      dependencies: [
        "UStackTool",
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "EventLoop", package: "EventLoop"),
        .product(name: "UStack", package: "UStack"),
        .product(name: "UStackLink", package: "UStackLink"),
        .product(name: "ToolKit", package: "ToolKit"),
      ], swiftSettings: settings),
  ])
