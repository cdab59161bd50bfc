// swift-tools-version: 6.2
import PackageDescription

// The published face of the workspace. It depends on no package: every target points by path into Packages/ or
// Tools/, so that `.package(url:from:)` works for an outside project. Each folder in Packages/ has a manifest of
// its own beside this one; `make check` compares them. Why there are two: docs/decisions/0001-two-manifests.md.

/// One package of the workspace. It may import only what stands above it in `libraries`.
struct Library {
  var name: String
  var imports: [String] = []
  /// What its tests import beside that.
  var testImports: [String] = []
  /// C targets that live in, and are imported by, this package alone.
  var shims: [String] = []
  /// What lies beside the tests for them to read, and is not compiled.
  var fixtures: [String] = []
  /// C libraries that Debian provides: target, pkg-config name, Debian package.
  var system: [(target: String, pkgConfig: String, debian: String)] = []
}

let libraries = [
  Library(name: "SocketKit", shims: ["CSocketShims"]),
  Library(name: "PacketCodec", fixtures: ["Frames"]),
  Library(name: "Histogram"),
  Library(name: "Inspect", imports: ["PacketCodec"]),
  Library(name: "Wire", imports: ["PacketCodec"]),
  Library(name: "Checksum", system: [("CZlib", "zlib", "zlib1g-dev")]),
  Library(name: "EventLoop", imports: ["SocketKit"], shims: ["CEpoll"]),
  Library(name: "UStack", imports: ["PacketCodec"]),
  Library(name: "PacketdrillPort", imports: ["PacketCodec", "UStack"]),
  Library(name: "UStackLink", imports: ["SocketKit", "UStack"], testImports: ["PacketCodec", "Wire"]),
  Library(name: "Prefork", imports: ["SocketKit", "EventLoop"]),
  Library(name: "ToolKit", imports: ["SocketKit"]),
  Library(
    name: "Capture", imports: ["SocketKit", "PacketCodec"],
    system: [("CPcap", "libpcap", "libpcap-dev")]),
  Library(
    name: "Observe", imports: ["SocketKit"], shims: ["CInetDiag"],
    system: [("CMnl", "libmnl", "libmnl-dev")]),
  Library(name: "FrameText", imports: ["PacketCodec", "ToolKit"]),
  Library(name: "FrameInput", imports: ["SocketKit", "PacketCodec", "EventLoop", "ToolKit", "Capture"]),
  Library(
    name: "UStackTool", imports: ["SocketKit", "PacketCodec", "EventLoop", "UStack", "UStackLink", "ToolKit"]),
  Library(name: "LabKit", imports: ["SocketKit", "PacketCodec", "EventLoop", "ToolKit", "Observe"]),
]

/// One executable: `Tools/NAME/main.swift` beside its manual page `NAME.1`.
let tools: [(name: String, imports: [String])] = [
  ("echo-server", ["ToolKit", "SocketKit", "EventLoop", "Prefork"]),
  ("echo-client", ["ToolKit", "SocketKit", "EventLoop"]),
  ("word-server", ["ToolKit", "SocketKit", "EventLoop"]),
  ("word-client", ["ToolKit", "SocketKit", "EventLoop"]),
  ("multiplex", ["ToolKit", "SocketKit", "EventLoop", "Observe"]),
  ("halfclose-server", ["ToolKit", "SocketKit", "EventLoop", "Checksum"]),
  ("halfclose-client", ["ToolKit", "SocketKit", "EventLoop", "Observe", "Checksum"]),
  ("capture", ["ToolKit", "SocketKit", "EventLoop", "PacketCodec", "Capture", "FrameInput"]),
  ("gotcp-ping", ["ToolKit", "SocketKit", "PacketCodec", "UStack", "UStackLink", "UStackTool"]),
  ("gotcp-tcpserver", ["ToolKit", "SocketKit", "PacketCodec", "UStack", "UStackLink", "UStackTool"]),
  ("gotcp-tcpclient", ["ToolKit", "SocketKit", "EventLoop", "PacketCodec", "UStack", "UStackLink", "UStackTool"]),
  ("gotcp-arp", ["ToolKit", "SocketKit", "PacketCodec", "UStack", "UStackLink", "UStackTool"]),
  ("gotcp-dump", ["ToolKit", "PacketCodec", "FrameText", "FrameInput"]),
  ("gotcp-ids", ["ToolKit", "SocketKit", "PacketCodec", "Inspect", "FrameInput"]),
  ("wire", ["ToolKit", "SocketKit", "EventLoop", "PacketCodec", "Wire"]),
  ("tcp-states", ["ToolKit", "SocketKit", "EventLoop", "Observe"]),
  ("why", ["ToolKit", "SocketKit", "Observe"]),
  ("doctor", ["ToolKit", "SocketKit", "Observe", "LabKit"]),
  ("syscalls", ["ToolKit", "SocketKit", "EventLoop", "Observe"]),
  ("port-bomb", ["ToolKit", "SocketKit", "EventLoop", "Observe"]),
  ("tcp-load", ["ToolKit", "SocketKit", "EventLoop", "Observe", "Histogram"]),
  ("socket-calls", ["ToolKit", "SocketKit", "EventLoop"]),
  ("fd-leak", ["ToolKit", "SocketKit", "EventLoop", "Observe"]),
  ("ladder", ["ToolKit", "SocketKit", "LabKit"]),
  ("tcp-plot", ["ToolKit", "SocketKit", "LabKit"]),
  ("timeline", ["ToolKit", "SocketKit", "LabKit"]),
  ("lab-net", ["ToolKit", "SocketKit", "LabKit"]),
  ("lab", ["ToolKit", "SocketKit", "LabKit"]),
]

/// Executables that tests put in a tool's place: `Tests/Fixtures/NAME` each.
let fixtures: [(name: String, imports: [String])] = [
  ("lying-server", ["ToolKit", "SocketKit", "EventLoop"]),
  ("closing-server", ["ToolKit", "SocketKit", "Checksum"]),
  ("lying-word-server", ["ToolKit", "SocketKit", "EventLoop"]),
  ("lying-multiplex", ["ToolKit", "SocketKit"]),
]

/// Programs that are measured beside others: `Tests/Benchmarks/NAME` each, run by a script of the same name.
let benchmarks: [(name: String, imports: [String])] = [("codec-bench", ["PacketCodec"])]

/// What crosses packages. `Tests/NAME` each.
let crossing: [(name: String, imports: [String])] = [
  ("ToolTests", ["SocketKit", "PacketCodec", "ToolKit", "Inspect", "LabKit"]),
  ("WorkspaceTests", ["SocketKit"]),
]

/// `STRICT=1` turns warnings into errors. Not on by default: it would break consumers on a later compiler.
let settings: [SwiftSetting] =
  (Context.environment["STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]) + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ]

var products: [Product] = []
var targets: [Target] = []

func named(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

for library in libraries {
  let home = "Packages/\(library.name)"
  products.append(.library(name: library.name, targets: [library.name]))
  for shim in library.shims {
    targets.append(.target(name: shim, path: "\(home)/Sources/\(shim)"))
  }
  for system in library.system {
    targets.append(
      .systemLibrary(
        name: system.target, path: "\(home)/Sources/\(system.target)", pkgConfig: system.pkgConfig,
        providers: [.apt([system.debian])]))
  }
  targets.append(
    .target(
      name: library.name, dependencies: named(library.imports + library.shims + library.system.map(\.target)),
      path: "\(home)/Sources/\(library.name)", swiftSettings: settings))
  targets.append(
    .testTarget(
      name: "\(library.name)Tests", dependencies: named([library.name] + library.imports + library.testImports),
      path: "\(home)/Tests/\(library.name)Tests", exclude: library.fixtures, swiftSettings: settings))
}

// What packetdrill loads: a shared library with one C function.
products.append(.library(name: "ustack-packetdrill", type: .dynamic, targets: ["PacketdrillPort"]))

for tool in tools {
  targets.append(
    .executableTarget(
      name: tool.name, dependencies: named(tool.imports), path: "Tools/\(tool.name)", exclude: ["\(tool.name).1"],
      swiftSettings: settings))
}

for fixture in fixtures {
  targets.append(
    .executableTarget(
      name: fixture.name, dependencies: named(fixture.imports), path: "Tests/Fixtures/\(fixture.name)",
      swiftSettings: settings))
}

for benchmark in benchmarks {
  targets.append(
    .executableTarget(
      name: benchmark.name, dependencies: named(benchmark.imports), path: "Tests/Benchmarks/\(benchmark.name)",
      swiftSettings: settings))
}

for suite in crossing {
  targets.append(
    .testTarget(
      name: suite.name, dependencies: named(suite.imports), path: "Tests/\(suite.name)", swiftSettings: settings))
}

// What the fuzzers check, without them: it replays what they found. They themselves are a package of their own in Fuzz/.
targets.append(
  .testTarget(
    name: "FuzzTests",
    dependencies: named([
      "PacketCodec", "SocketKit", "Inspect", "ToolKit", "FrameText", "LabKit", "UStack", "Observe",
    ]),
    path: "Fuzz",
    exclude: ["Corpus", "Driver", "Package.swift"], sources: ["Targets", "Tests"], swiftSettings: settings))

let package = Package(name: "tcplab", products: products, targets: targets)
