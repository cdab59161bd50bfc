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
  name: "Observe",
  products: [.library(name: "Observe", targets: ["Observe"])],
  dependencies: [.package(path: "../SocketKit")],
  targets: [
    .target(name: "CInetDiag"),
    .systemLibrary(name: "CMnl", pkgConfig: "libmnl", providers: [.apt(["libmnl-dev"])]),
    .target(
      name: "Observe",
      dependencies: [
        .product(name: "SocketKit", package: "SocketKit"),
        "CInetDiag",
        "CMnl",
      ], swiftSettings: settings),
    .testTarget(
      name: "ObserveTests", dependencies: ["Observe", .product(name: "SocketKit", package: "SocketKit")],
      swiftSettings: settings),
  ])
