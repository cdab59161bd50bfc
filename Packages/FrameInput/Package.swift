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
  name: "FrameInput",
  products: [.library(name: "FrameInput", targets: ["FrameInput"])],
  dependencies: [
    .package(path: "../SocketKit"),
    .package(path: "../PacketCodec"),
    .package(path: "../EventLoop"),
    .package(path: "../ToolKit"),
    .package(path: "../Capture"),
  ],
  targets: [
    .target(
      name: "FrameInput",
      dependencies: [
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "EventLoop", package: "EventLoop"),
        .product(name: "ToolKit", package: "ToolKit"),
        .product(name: "Capture", package: "Capture"),
      ], swiftSettings: settings),
    .testTarget(
      name: "FrameInputTests",
      dependencies: [
        "FrameInput",
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "EventLoop", package: "EventLoop"),
        .product(name: "ToolKit", package: "ToolKit"),
        .product(name: "Capture", package: "Capture"),
      ], swiftSettings: settings),
  ])
