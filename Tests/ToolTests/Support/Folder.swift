import Glibc

/// Where things are.
enum Folder {
  /// The workspace's root: this file stands three folders below it.
  static let workspace = parent(of: #filePath, levels: 4)

  /// Where SwiftPM put what it built.
  static let build: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    precondition(length > 0, "/proc is not mounted")
    return parent(of: String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self), levels: 1)
  }()

  /// What a folder holds, hidden files left out, by name; empty when there is no such folder.
  static func names(in folder: String) -> [String] { allNames(in: folder).filter { !$0.hasPrefix(".") } }

  /// The same with hidden files, without the folder itself and the one above.
  static func allNames(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func parent(of path: String, levels: Int) -> String {
    path.split(separator: "/").dropLast(levels).map { "/\($0)" }.joined()
  }
}
