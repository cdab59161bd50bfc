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
  name: "Prefork",
  products: [.library(name: "Prefork", targets: ["Prefork"])],
  dependencies: [.package(path: "../SocketKit"), .package(path: "../EventLoop")],
  targets: [
    .target(
      name: "Prefork",
      dependencies: [
        .product(name: "SocketKit", package: "SocketKit"), .product(name: "EventLoop", package: "EventLoop"),
      ], swiftSettings: settings),
    .testTarget(
      name: "PreforkTests",
      dependencies: [
        "Prefork", .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "EventLoop", package: "EventLoop"),
      ], swiftSettings: settings),
  ])
