internal import Glibc
internal import SocketKit
public import ToolKit

/// Where a run leaves what it found: everything is written into a hidden folder beside its place, which takes that
/// place in one step when the run is complete. What is there is therefore always a whole run.
public final class RunFolder: Sendable {
  /// Where the results will be: "build/lab/echo".
  public let path: String
  /// Where they are until then.
  public let partial: String

  /// Makes the hidden folder, and removes those that killed runs of this experiment left: also one of our own number,
  /// which in a container every run may have.
  ///
  /// - Throws: 77 where this user may not; 74 when the disk does not let it, or when what stands in the result's place is
  ///   no result of a run: it may be dear to somebody.
  public init(_ name: String, in root: String) throws(Failure) {
    path = "\(root)/\(name)"
    partial = "\(root)/\(Self.prefix(name))\(getpid())"
    guard Self.mayBeReplaced(path) else {
      throw Failure(.inputOutput, "\(path): not a result of the lab: move it, or choose another --output")
    }
    do throws(Errno) {
      try Files.makeFolder(root)
      for leftover in try Files.names(in: root) where Self.isAbandoned(leftover, name) {
        Files.removeFolder("\(root)/\(leftover)")
      }
      try Files.makeFolder(partial)
    } catch {
      throw Failure(file: partial, error)
    }
  }

  /// The path of a file in it, while the run goes on.
  public func file(_ name: String) -> String { "\(partial)/\(name)" }

  /// Writes a file.
  ///
  /// - Throws: 74, naming the file, when the disk is full or fails.
  public func write(_ text: String, to name: String) throws(Failure) { try write(Array(text.utf8), to: name) }

  /// Writes a file.
  ///
  /// - Throws: 74, naming the file, when the disk is full or fails.
  public func write(_ octets: [UInt8], to name: String) throws(Failure) {
    do throws(Errno) {
      try Files.write(octets, to: file(name))
    } catch {
      throw Failure(file: "\(path)/\(name)", error)
    }
  }

  /// The path of a file that results are made from, and that is not one: `removeRawFiles` removes it.
  func rawFile(_ name: String) -> String { file("\(Self.rawPrefix)\(name)") }

  /// Writes such a file.
  ///
  /// - Returns: its path.
  /// - Throws: 74, naming the file, when the disk is full or fails.
  func writeRaw(_ octets: [UInt8], to name: String) throws(Failure) -> String {
    try write(octets, to: Self.rawPrefix + name)
    return rawFile(name)
  }

  /// Removes what the results were made from.
  func removeRawFiles() { Files.removeFiles(in: partial) { $0.hasPrefix(Self.rawPrefix) } }

  private static let rawPrefix = "raw."

  /// Shows the run: from now on it is at `path`.
  ///
  /// - Throws: 74 when the disk does not let it.
  public func complete() throws(Failure) {
    do throws(Errno) {
      try Files.replace(path, by: partial)
    } catch {
      throw Failure(file: path, error)
    }
  }

  /// Removes what is there, if the run was not completed.
  public func discard() { Files.removeFolder(partial) }

  private static func prefix(_ name: String) -> String { ".\(name)." }

  /// Whether nothing stands there, or what an earlier run left.
  private static func mayBeReplaced(_ path: String) -> Bool {
    guard access(path, F_OK) == 0 else { return true }
    guard let names = try? Files.names(in: path) else { return false }
    return names.isEmpty || names.contains("run.json")
  }

  private static func isAbandoned(_ folder: String, _ name: String) -> Bool {
    guard folder.hasPrefix(prefix(name)), let owner = CInt(folder.dropFirst(prefix(name).count)) else { return false }
    return owner == getpid() || !Files.processExists(owner)
  }
}
