public import SocketKit

/// The ports that the kernel gives to sockets that connect without one of their own.
///
/// Source: ip(7), ip_local_port_range and ip_local_reserved_ports.
public struct EphemeralPorts: Hashable, Sendable {
  /// Where the kernel looks.
  public var range: ClosedRange<UInt16>
  /// What it leaves alone, as it was configured: perhaps outside `range`.
  public var reserved: [ClosedRange<UInt16>]

  /// Ports from their parts.
  public init(range: ClosedRange<UInt16>, reserved: [ClosedRange<UInt16>] = []) {
    self.range = range
    self.reserved = reserved
  }

  /// Those of the calling thread's network namespace.
  ///
  /// - Throws: `.noSuchFile` where /proc is not mounted; `.invalidArgument` when what it says is no range.
  public static func current() throws(Errno) -> EphemeralPorts {
    let folder = "/proc/sys/net/ipv4"
    let range = try FileDescriptor.contents(of: "\(folder)/ip_local_port_range", limit: 64)
    // A line of as many ranges as the file takes: 8 KiB of them are 600 at least.
    let reserved = try FileDescriptor.contents(of: "\(folder)/ip_local_reserved_ports", limit: 8192)
    guard
      let ports = EphemeralPorts(
        range: String(decoding: range, as: UTF8.self), reserved: String(decoding: reserved, as: UTF8.self))
    else { throw .invalidArgument }
    return ports
  }

  /// Reads the texts of the two files: "32768\t60999\n" and "8080,9148-9150\n".
  ///
  /// - Returns: nil when the first is no range. What is none in the second is passed over.
  init?(range text: String, reserved list: String) {
    let ends = text.split(whereSeparator: \.isWhitespace).map { UInt16($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else { return nil }
    let entries = list.split { $0 == "," || $0.isWhitespace }
    self.init(range: low ... high, reserved: entries.compactMap(Self.range))
  }

  private static func range(_ text: Substring) -> ClosedRange<UInt16>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
    guard (1 ... 2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low <= high else {
      return nil
    }
    return low ... high
  }

  /// How many ports the kernel has for a socket.
  ///
  /// - Parameter limits: the socket's own range (`SocketOption.localPorts`), nil for none.
  public func count(within limits: ClosedRange<UInt16>? = nil) -> Int {
    guard let limits else { return count(within: range) }
    guard limits.overlaps(range) else { return 0 }
    return limits.clamped(to: range).count { port in !reserved.contains { $0.contains(port) } }
  }
}
