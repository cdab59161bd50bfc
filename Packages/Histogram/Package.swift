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
  name: "Histogram",
  products: [.library(name: "Histogram", targets: ["Histogram"])],
  targets: [
    .target(name: "Histogram", swiftSettings: settings),
    .testTarget(name: "HistogramTests", dependencies: ["Histogram"], swiftSettings: settings),
  ])
