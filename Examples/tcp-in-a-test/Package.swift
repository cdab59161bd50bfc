// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "tcp-in-a-test",
  dependencies: [.package(path: "../../Packages/UStack")],
  targets: [
    .testTarget(name: "LossTests", dependencies: [.product(name: "UStack", package: "UStack")])
  ])
