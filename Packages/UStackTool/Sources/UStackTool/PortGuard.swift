internal import Glibc
internal import SocketKit
internal import ToolKit

/// Keeps the kernel from answering for one port of its address, by a table of nftables that nobody else uses.
///
/// There is one at most, known to the whole process, because it must also go at exit(3), with which a tool ends when
/// nobody reads its events. A process that was killed leaves its table; the next guard on the machine removes it, since
/// its name says whose it was.
///
/// Source: nft(8).
enum PortGuard {
  private nonisolated(unsafe) static var table: String?
  private static let prefix = "gotcp_"

  /// What it takes to give the port back; nothing when there is none to give.
  static var rights: CapabilitySet { table == nil ? [] : .networkAdministration }

  /// Takes the port's segments away from the kernel, behind where the stack has seen them and before anything in the
  /// kernel has.
  static func install(interface: CInt, address: String, port: UInt16) throws(Failure) {
    try removeLeftovers()
    let name = "\(prefix)\(getpid())_\(ProcessStart(of: getpid())?.ticks ?? 0)"
    try NFTables.run(
      """
      add table ip \(name)
      add chain ip \(name) ours { type filter hook prerouting priority raw; policy accept; }
      add rule ip \(name) ours iif \(interface) ip daddr \(address) tcp dport \(port) drop
      """)
    table = name
    atexit { PortGuard.remove() }
  }

  /// Gives the port back.
  static func remove() {
    guard let name = table else { return }
    table = nil
    // Nobody can do anything about a failure; the next guard tries again.
    _ = try? NFTables.run("delete table ip \(name)")
  }

  private static func removeLeftovers() throws(Failure) {
    for line in try NFTables.run("list tables ip").split(separator: "\n") {
      guard let name = line.split(separator: " ").last.map(String.init), isLeftover(name) else { continue }
      // Another start may have been quicker.
      _ = try? NFTables.run("delete table ip \(name)")
    }
  }

  /// Whether the table's owner is no more: a number may be another process's by now, but not with the same start.
  static func isLeftover(_ name: String) -> Bool {
    let parts = name.split(separator: "_")
    guard name.hasPrefix(prefix), parts.count == 3, let pid = CInt(parts[1]), let start = UInt64(parts[2]) else {
      return false
    }
    return ProcessStart(of: pid)?.ticks != start
  }
}
