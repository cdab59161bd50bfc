internal import Glibc
internal import SocketKit

/// The few things that a run does with folders.
enum Files {
  /// Makes a folder and those above it that are missing; one that exists is left as it is.
  static func makeFolder(_ path: String) throws(Errno) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made.hasSuffix("/") ? "\(part)" : "/\(part)"
      do throws(Errno) {
        _ = try SystemCall.run("mkdir", made) { mkdir(made, 0o777) }
      } catch {
        guard error == .fileExists else { throw error }
      }
    }
  }

  /// The names in a folder, without "." and "..", sorted.
  static func names(in folder: String) throws(Errno) -> [String] {
    guard let stream = opendir(folder) else { throw .last }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder and the files in it. Folders in it are not looked for: a run makes none.
  static func removeFolder(_ path: String) {
    for name in (try? names(in: path)) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Removes some of a folder's files.
  static func removeFiles(in folder: String, where isChosen: (String) -> Bool) {
    for name in (try? names(in: folder)) ?? [] where isChosen(name) { unlink("\(folder)/\(name)") }
  }

  /// Removes a file; one that is not there is no failure.
  static func removeFile(_ path: String) { unlink(path) }

  /// Writes a whole file.
  ///
  /// - Throws: what the disk says, at the latest when the file is closed.
  static func write(_ octets: [UInt8], to path: String) throws(Errno) {
    let file = try FileDescriptor.open(path, .replace)
    try file.writeAll(octets.span.bytes)
    try file.close()
  }

  /// Puts the folder `fresh` in the place of `path`, whatever stood there, in one step: nobody ever sees half of it.
  static func replace(_ path: String, by fresh: String) throws(Errno) {
    if access(path, F_OK) != 0 {
      do throws(Errno) {
        return try Rename.move(fresh, to: path)
      } catch {
        // Another run was there first, since we looked.
        guard error == .fileExists || error == Errno(rawValue: ENOTEMPTY) else { throw error }
      }
    }
    try Rename.exchange(fresh, path)
    removeFolder(fresh)
  }

  /// Whether a process of this number exists.
  static func processExists(_ number: CInt) -> Bool { kill(number, 0) == 0 || errno == EPERM }
}
