extension SmallWorkspace {
  static let rootManifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

    let package = Package(
      name: "small",
      products: [
        .library(name: "SocketKit", targets: ["SocketKit"]),
        .library(name: "PacketCodec", targets: ["PacketCodec"]),
        .library(name: "ToolKit", targets: ["ToolKit"]),
      ],
      targets: [
        .target(name: "CSocketShims", path: "Packages/SocketKit/Sources/CSocketShims"),
        .target(
          name: "SocketKit", dependencies: ["CSocketShims"], path: "Packages/SocketKit/Sources/SocketKit",
          swiftSettings: settings),
        .target(name: "PacketCodec", path: "Packages/PacketCodec/Sources/PacketCodec", swiftSettings: settings),
        .testTarget(
          name: "PacketCodecTests", dependencies: ["PacketCodec"], path: "Packages/PacketCodec/Tests/PacketCodecTests",
          swiftSettings: settings),
        .target(
          name: "ToolKit", dependencies: ["SocketKit"], path: "Packages/ToolKit/Sources/ToolKit",
          swiftSettings: settings),
        .executableTarget(name: "first", dependencies: ["ToolKit"], path: "Tools/first", exclude: ["first.1"]),
        .executableTarget(name: "second", dependencies: ["ToolKit"], path: "Tools/second", exclude: ["second.1"]),
      ])

    """

  static let socketKitManifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "SocketKit",
      products: [.library(name: "SocketKit", targets: ["SocketKit"])],
      targets: [
        .target(name: "CSocketShims"),
        .target(name: "SocketKit", dependencies: ["CSocketShims"], swiftSettings: [.swiftLanguageMode(.v6)]),
      ])

    """

  static let packetCodecManifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "PacketCodec",
      products: [.library(name: "PacketCodec", targets: ["PacketCodec"])],
      targets: [
        .target(name: "PacketCodec", swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(
          name: "PacketCodecTests", dependencies: ["PacketCodec"], swiftSettings: [.swiftLanguageMode(.v6)]),
      ])

    """

  static let toolKitManifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "ToolKit",
      products: [.library(name: "ToolKit", targets: ["ToolKit"])],
      dependencies: [.package(path: "../SocketKit")],
      targets: [
        .target(
          name: "ToolKit", dependencies: [.product(name: "SocketKit", package: "SocketKit")],
          swiftSettings: [.swiftLanguageMode(.v6)])
      ])

    """
}
