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
  name: "ToolKit",
  products: [.library(name: "ToolKit", targets: ["ToolKit"])],
  dependencies: [.package(path: "../SocketKit")],
  targets: [
    .target(
      name: "ToolKit", dependencies: [.product(name: "SocketKit", package: "SocketKit")], swiftSettings: settings),
    .testTarget(
      name: "ToolKitTests", dependencies: ["ToolKit", .product(name: "SocketKit", package: "SocketKit")],
      swiftSettings: settings),
  ])
