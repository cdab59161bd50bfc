import Testing

/// A package outside the workspace, with one program for each library it takes.
struct OutsideProject {
  /// How it takes the libraries.
  enum Way {
    /// One dependency: the workspace at its version 0.1.0.
    case url
    /// A dependency on each library's folder.
    case path
  }

  /// One with a program for each library, taken by path, and built. What it has compiled is there for other packages.
  static let withAllByPath = Result {
    let project = try OutsideProject(taking: Consumer.all, by: .path, from: PublishedWorkspace.shared.get())
    try project.build()
    return project
  }

  private let folder: TemporaryFolder
  private let consumers: [Consumer]

  /// Where it keeps what was compiled.
  var scratch: String { "\(folder.path)/.build" }

  init(taking consumers: [Consumer], by way: Way, from workspace: PublishedWorkspace) throws {
    folder = try TemporaryFolder()
    self.consumers = consumers
    try folder.write(Self.manifest(consumers, way, workspace), to: "Package.swift")
    for consumer in consumers {
      try folder.write("import \(consumer.library)\n\n\(consumer.program)\n", to: "Sources/\(consumer.name)/main.swift")
    }
  }

  /// Builds all its programs.
  ///
  /// Each is linked with the library of its own row and what that one needs: a library that needed another without
  /// saying so fails here, though both were compiled. What SwiftPM remembers of a package stays in the folder, and
  /// `STRICT` is for the workspace's own builds.
  func build() throws {
    _ = try Command(
      "env", "-u", "STRICT", "swift", "build", "--package-path", folder.path, "--cache-path", "\(folder.path)/cache",
      "--security-path", "\(folder.path)/security",
      limitSeconds: 600
    ).succeed()
  }

  /// Runs each program: what they print, in the order of the consumers.
  func run() throws -> [String] {
    try consumers.map { try Command("\(folder.path)/.build/debug/\($0.name)").succeed() }
  }

  /// The modules that were compiled.
  func modules() throws -> Set<String> {
    let names = try Command("ls", "\(folder.path)/.build/debug/Modules").succeed()
    return Set(
      names.split(separator: "\n").compactMap { name in
        name.hasSuffix(".swiftmodule") ? String(name.dropLast(".swiftmodule".count)) : nil
      })
  }

  private static func manifest(_ consumers: [Consumer], _ way: Way, _ workspace: PublishedWorkspace) -> String {
    let dependencies =
      switch way {
      case .url: [#".package(url: "\#(workspace.url)", exact: "0.1.0")"#]
      case .path: consumers.map { #".package(path: "\#(workspace.checkout)/Packages/\#($0.library)")"# }
      }
    let targets = consumers.map { consumer in
      let package = way == .url ? "tcplab" : consumer.library
      let product = #".product(name: "\#(consumer.library)", package: "\#(package)")"#
      return #".executableTarget(name: "\#(consumer.name)", dependencies: [\#(product)])"#
    }
    return """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "outside",
        dependencies: [\(dependencies.joined(separator: ", "))],
        targets: [\(targets.joined(separator: ", "))])

      """
  }
}
