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
  name: "EventLoop",
  products: [.library(name: "EventLoop", targets: ["EventLoop"])],
  dependencies: [.package(path: "../SocketKit")],
  targets: [
    .target(name: "CEpoll"),
    .target(
      name: "EventLoop", dependencies: [.product(name: "SocketKit", package: "SocketKit"), "CEpoll"],
      swiftSettings: settings),
    .testTarget(
      name: "EventLoopTests", dependencies: ["EventLoop", .product(name: "SocketKit", package: "SocketKit")],
      swiftSettings: settings),
  ])
