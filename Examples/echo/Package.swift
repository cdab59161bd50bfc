// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "echo",
  dependencies: [
    .package(path: "../../Packages/EventLoop"),
    .package(path: "../../Packages/SocketKit"),
  ],
  targets: [
    .executableTarget(
      name: "echo",
      dependencies: [
        .product(name: "EventLoop", package: "EventLoop"),
        .product(name: "SocketKit", package: "SocketKit"),
      ])
  ])
