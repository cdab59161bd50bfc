/// The workspace that these tests belong to.
enum ThisWorkspace {
  /// Its root: four components above this file.
  static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  /// A file in it.
  static func path(_ name: String) -> String { "\(root)/\(name)" }
}
