internal import Glibc
internal import SocketKit
public import ToolKit

/// Where the tools of the laboratory are: beside the program that runs, or first in a folder of the caller's choice,
/// which is how a test puts a server that lies in the place of one that does not.
public struct Toolbox: Sendable {
  private let preferred: String?

  /// - Parameter preferred: looked into first; nil for none.
  public init(preferring preferred: String? = nil) { self.preferred = preferred }

  private var folders: [String] { [preferred, Self.ownFolder].compactMap { $0 } }

  /// The path of a tool.
  ///
  /// - Throws: 69 when it is in none of the folders.
  public func path(of tool: String) throws(Failure) -> String {
    for folder in folders {
      let path = "\(folder)/\(tool)"
      if access(path, X_OK) == 0 { return path }
    }
    throw Failure(.unavailable, "\(tool): not found in \(folders.joined(separator: ", ")): build it (make build)")
  }

  /// The path of a program of the system's: as a shell finds it, or its stand-in in the caller's folder.
  ///
  /// - Throws: 69 when it is not installed.
  func path(ofProgram name: String) throws(Failure) -> String {
    if let preferred, access("\(preferred)/\(name)", X_OK) == 0 { return "\(preferred)/\(name)" }
    guard let path = Spawn.search(name) else {
      throw Failure(.unavailable, "\(name): not found: install it (make deps)")
    }
    return path
  }

  /// The running program's file, for starting it once more.
  public static var ownPath: String {
    // One that was replaced meanwhile has no path any more, but can still be run.
    ownFile.flatMap { access($0, X_OK) == 0 ? $0 : nil } ?? "/proc/self/exe"
  }

  private static var ownFolder: String? {
    ownFile.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }
  }

  private static var ownFile: String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes {
      readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
