// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "read-capture",
  dependencies: [.package(path: "../../Packages/PacketCodec")],
  targets: [
    .executableTarget(
      name: "read-capture", dependencies: [.product(name: "PacketCodec", package: "PacketCodec")])
  ])
