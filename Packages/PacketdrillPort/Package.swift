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
  name: "PacketdrillPort",
  products: [
    .library(name: "PacketdrillPort", targets: ["PacketdrillPort"]),
    .library(name: "ustack-packetdrill", type: .dynamic, targets: ["PacketdrillPort"]),
  ],
  dependencies: [.package(path: "../PacketCodec"), .package(path: "../UStack")],
  targets: [
    .target(
      name: "PacketdrillPort",
      dependencies: [
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "UStack", package: "UStack"),
      ], swiftSettings: settings),
    .testTarget(
      name: "PacketdrillPortTests",
      dependencies: [
        "PacketdrillPort",
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "UStack", package: "UStack"),
      ], swiftSettings: settings),
  ])
