import Glibc
import SocketKit
import Testing

/// What can be left behind on a machine, beside files.
struct Traces: Hashable, Sendable {
  /// Names of the processes, without its first.
  var processes: [String]
  /// Names of the interfaces.
  var interfaces: [String]
  /// Network namespaces that somebody gave a name.
  var names: [String]
  /// Mounts, which could hold a namespace too.
  var mounts: [String]
}

extension PrivateMachine {
  /// Its processes, without the first and without those that ended and were not asked how.
  ///
  /// - Returns: numbers as they are outside, by name; a name is cut after 15 octets, as comm(5) is.
  func processes() -> [(pid: CInt, name: String)] {
    let ours = Self.link("/proc/\(first)/ns/pid")
    var processes: [(pid: CInt, name: String)] = []
    for number in Folder.names(in: "/proc").compactMap({ CInt($0) }) where number != first {
      guard Self.link("/proc/\(number)/ns/pid") == ours,
        let stat = try? FileDescriptor.contents(of: "/proc/\(number)/stat", limit: 4096)
      else { continue }
      let text = String(decoding: stat, as: UTF8.self)
      guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), !text[close...].hasPrefix(") Z")
      else { continue }
      processes.append((number, String(text[text.index(after: open) ..< close])))
    }
    return processes
  }

  /// Waits until a process of this name runs.
  ///
  /// - Returns: its number outside.
  func process(_ name: String) throws -> CInt {
    var found: CInt?
    _ = Patience.wait {
      found = processes().first { $0.name == name }?.pid
      return found != nil
    }
    return try #require(found, "no \(name) runs")
  }

  /// What is there now.
  func traces() throws -> Traces {
    let interfaces = try text("net/dev").split(separator: "\n").dropFirst(2).map {
      $0.prefix { $0 != ":" }.filter { $0 != " " }
    }
    let mounts = try text("mountinfo").split(separator: "\n").map { String($0.split(separator: " ")[4]) }
    return Traces(
      processes: processes().map(\.name).sorted(), interfaces: interfaces.sorted(),
      names: Folder.names(in: outside("/run/netns")), mounts: mounts.sorted())
  }

  private func text(_ file: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: "/proc/\(first)/\(file)", limit: 1 << 20), as: UTF8.self)
  }

  private static func link(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = buffer.withUnsafeMutableBytes {
      readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
