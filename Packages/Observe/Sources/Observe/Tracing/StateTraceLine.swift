internal import SocketKit

/// A line of the kernel's trace_pipe that says something of a state.
///
/// Source: Linux, Documentation/trace/ftrace.rst, "Output format"; include/trace/events/sock.h, inet_sock_set_state.
public enum StateTraceLine: Hashable, Sendable {
  /// A TCP socket changes its state.
  case change(TracedStateChange)
  /// The buffer was full, and some changes are not told.
  case lost

  /// Reads a line without its LF.
  ///
  /// The task's name stands first, and is whatever the task calls itself: what matters is behind the event's, which is
  /// longer than any task's name may be.
  ///
  /// - Returns: nil for one of another form, of another event or of another protocol.
  public init?(_ octets: ArraySlice<UInt8>) {
    let words = octets.split(separator: UInt8(ascii: " "))
    guard let name = words.firstIndex(where: { $0.elementsEqual(Self.event) }), name > 0 else {
      guard octets.starts(with: "CPU:".utf8), octets.dropping(suffix: " EVENTS]") != nil else { return nil }
      self = .lost
      return
    }
    var moment = words[name - 1]
    guard let nanoseconds = moment.takeSeconds(), moment.elementsEqual(":".utf8),
      let change = Self.change(words[(name + 1)...], at: nanoseconds)
    else { return nil }
    self = .change(change)
  }

  private static let event = Array("inet_sock_set_state:".utf8)

  private static let keys = ["protocol", "saddrv6", "sport", "daddrv6", "dport", "oldstate", "newstate"].map {
    Array("\($0)=".utf8)
  }

  private static func change(_ words: ArraySlice<ArraySlice<UInt8>>, at nanoseconds: Int64) -> TracedStateChange? {
    var values = [ArraySlice<UInt8>?](repeating: nil, count: keys.count)
    for word in words {
      guard let key = keys.firstIndex(where: { word.starts(with: $0) }) else { continue }
      values[key] = word.dropFirst(keys[key].count)
    }
    guard values[0]?.elementsEqual("IPPROTO_TCP".utf8) == true,
      let local = end(values[1], values[2]), let remote = end(values[3], values[4]), let from = state(values[5]),
      let to = state(values[6])
    else { return nil }
    return TracedStateChange(nanoseconds: nanoseconds, local: local, remote: remote, from: from, to: to)
  }

  /// The IPv6 form is told of IPv4 too, as a mapped address; the IPv4 form of IPv6 means nothing.
  private static func end(_ address: ArraySlice<UInt8>?, _ port: ArraySlice<UInt8>?) -> SocketAddress? {
    guard let address, var port, let number = port.takeNumber().flatMap({ UInt16(exactly: $0) }), port.isEmpty,
      let host = IPAddress(address.text), host.isIPv6
    else { return nil }
    return SocketAddress(host.unmapped, port: number)
  }

  private static func state(_ name: ArraySlice<UInt8>?) -> TCPSocketState? { name.flatMap { states[$0.text] } }

  private static let states = Dictionary(
    TCPSocketState.allCases.map { ("TCP_\($0.name)", $0) }, uniquingKeysWith: { first, _ in first })
}
