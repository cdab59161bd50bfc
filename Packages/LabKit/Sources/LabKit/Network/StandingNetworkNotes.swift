internal import Glibc
internal import SocketKit
public import ToolKit

/// The notes on networks that stay: a file each, in a folder that is this user's alone.
public struct StandingNetworkNotes: Sendable {
  private let folder: String

  /// A note is a few hundred octets; whatever is longer is none.
  private static let noteMax = 64 * 1024

  /// Finds or makes the folder: /run/tcplab for root, else below XDG_RUNTIME_DIR, else /tmp/tcplab-UID.
  ///
  /// - Throws: 77 when the folder is another user's: what stands in it would be obeyed.
  public init() throws(Failure) {
    let user = geteuid()
    if user == 0 {
      folder = "/run/tcplab"
    } else if let runtime = getenv("XDG_RUNTIME_DIR") {
      folder = String(cString: runtime) + "/tcplab"
    } else {
      folder = "/tmp/tcplab-\(user)"
    }
    mkdir(folder, 0o700)
    var status = stat()
    guard lstat(folder, &status) == 0 else { throw Failure(.inputOutput, "\(folder): \(Errno.last)") }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == user, status.st_mode & 0o022 == 0 else {
      throw Failure(.noPermission, "\(folder): not a folder that only this user may write to")
    }
  }

  /// The networks that are up, by name. Notes whose keeper is gone are removed.
  public func all() throws(Failure) -> [StandingNetwork] {
    var networks: [StandingNetwork] = []
    do throws(Errno) {
      for name in try Files.names(in: folder) {
        let path = "\(folder)/\(name)"
        guard isFile(path), let octets = try? FileDescriptor.contents(of: path, limit: Self.noteMax),
          let network = StandingNetwork(note: octets), network.name == name
        else { continue }
        if network.isUp { networks.append(network) } else { unlink(path) }
      }
    } catch {
      throw Failure(.inputOutput, "\(folder): \(error)")
    }
    return networks
  }

  /// Whether it is what `write` makes: opening a fifo would wait for its other end.
  private func isFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Notes a network.
  ///
  /// - Throws: 1 when one of its name is up, 74 when the note cannot be written.
  func write(_ network: StandingNetwork) throws(Failure) {
    let path = "\(folder)/\(network.name)"
    do throws(Errno) {
      let file = try FileDescriptor.open(path, .create)
      try file.writeAll(Array("\(network.note)\n".utf8).span.bytes)
      try file.close()
    } catch {
      guard error == .fileExists else { throw Failure(.inputOutput, "\(path): \(error)") }
      throw Failure(.negative, "a network called \(network.name) is up already")
    }
  }

  /// Forgets a network.
  func remove(_ name: String) { unlink("\(folder)/\(name)") }
}
