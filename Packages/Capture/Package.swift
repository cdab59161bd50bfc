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
  name: "Capture",
  products: [.library(name: "Capture", targets: ["Capture"])],
  dependencies: [.package(path: "../SocketKit"), .package(path: "../PacketCodec")],
  targets: [
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .target(
      name: "Capture",
      dependencies: [
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "PacketCodec", package: "PacketCodec"),
        "CPcap",
      ], swiftSettings: settings),
    .testTarget(
      name: "CaptureTests",
      dependencies: [
        "Capture",
        .product(name: "SocketKit", package: "SocketKit"),
        .product(name: "PacketCodec", package: "PacketCodec"),
      ], swiftSettings: settings),
  ])
