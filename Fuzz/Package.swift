// swift-tools-version: 6.2
import PackageDescription

// The fuzzers: a package of its own, so that nothing else is built with a fuzzer's eyes. `scripts/fuzz` builds it with
// `--sanitize fuzzer --sanitize address`, and cannot do without the first, which brings its own main. What the targets
// check is also compiled into a test of the workspace, which replays what they found: see docs/fuzzing.md.

let package = Package(
  name: "Fuzz",
  dependencies: [
    .package(path: "../Packages/PacketCodec"), .package(path: "../Packages/Inspect"),
    .package(path: "../Packages/ToolKit"), .package(path: "../Packages/FrameText"),
    .package(path: "../Packages/LabKit"), .package(path: "../Packages/UStack"), .package(path: "../Packages/Observe"),
    .package(path: "../Packages/SocketKit"),
  ],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "PacketCodec", package: "PacketCodec"), .product(name: "Inspect", package: "Inspect"),
        .product(name: "ToolKit", package: "ToolKit"), .product(name: "FrameText", package: "FrameText"),
        .product(name: "LabKit", package: "LabKit"), .product(name: "UStack", package: "UStack"),
        .product(name: "Observe", package: "Observe"), .product(name: "SocketKit", package: "SocketKit"),
      ], path: ".", exclude: ["Tests", "Corpus"], sources: ["Driver", "Targets"],
      swiftSettings: [
        .swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("ExistentialAny"),
      ])
  ])
