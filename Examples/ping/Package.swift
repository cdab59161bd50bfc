// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "ping",
  dependencies: [
    .package(path: "../../Packages/PacketCodec"),
    .package(path: "../../Packages/UStack"),
    .package(path: "../../Packages/UStackLink"),
  ],
  targets: [
    .executableTarget(
      name: "ping",
      dependencies: [
        .product(name: "PacketCodec", package: "PacketCodec"),
        .product(name: "UStack", package: "UStack"),
        .product(name: "UStackLink", package: "UStackLink"),
      ])
  ])
