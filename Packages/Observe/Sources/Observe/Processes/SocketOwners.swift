public import SocketKit

/// Who holds which socket, from one look at every process that one may look at: one's own, or all for root.
///
/// Source: proc_pid_fd(5).
public struct SocketOwners: Hashable, Sendable {
  /// The most processes: what the kernel can number at most (kernel.pid_max).
  static let processLimit = 4_194_304
  /// A process's name and its line end.
  private static let commandOctets = 16

  /// By inode, then process, then descriptor.
  private let owners: [SocketOwner]

  /// From owners that are known, in any order.
  public init(_ owners: [SocketOwner]) {
    self.owners = owners.sorted { ($0.inode, $0.process, $0.descriptor) < ($1.inode, $1.process, $1.descriptor) }
  }

  /// Looks at all processes. Those that end meanwhile, and those of others, are left out.
  ///
  /// - Throws: `.noSuchFile` where /proc is not mounted.
  public static func scan() throws(Errno) -> SocketOwners {
    var owners: [SocketOwner] = []
    for process in try NumberedFolder("/proc").numbers(limit: processLimit) {
      guard var descriptors = try? ProcessDescriptors(of: process) else { continue }
      var command: String?
      for open in descriptors.look() {
        guard case .socket(let inode) = open.target else { continue }
        let name = command ?? Self.command(of: process)
        command = name
        owners.append(SocketOwner(inode: inode, process: process, descriptor: open.number, command: name))
      }
    }
    return SocketOwners(owners)
  }

  /// Those that hold a socket, by rising process and descriptor.
  ///
  /// - Parameter inode: as in `SocketSnapshot`; 0, which no process holds, has none.
  public func owners(of inode: UInt64) -> ArraySlice<SocketOwner> {
    var (low, high) = (0, owners.count)
    while low < high {
      let middle = (low + high) / 2
      if owners[middle].inode < inode { low = middle + 1 } else { high = middle }
    }
    return owners[low...].prefix { $0.inode == inode }
  }

  private static func command(of process: CInt) -> String {
    let octets = (try? FileDescriptor.contents(of: "/proc/\(process)/comm", limit: commandOctets)) ?? []
    return String(decoding: octets.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
