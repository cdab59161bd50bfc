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
    guard let name = octets.firstRange(of: Self.event) else {
      guard octets.starts(with: "CPU:".utf8), octets.inside(" [LOST ", " EVENTS]") != nil else { return nil }
      self = .lost
      return
    }
    var moment = octets[..<name.lowerBound].suffix { $0 != UInt8(ascii: " ") }
    guard let nanoseconds = moment.takeSeconds(), moment.isEmpty,
      let change = Self.change(octets[name.upperBound...], at: nanoseconds)
    else { return nil }
    self = .change(change)
  }

  private static let event = Array(": inet_sock_set_state: ".utf8)

  private static func change(_ text: ArraySlice<UInt8>, at nanoseconds: Int64) -> TracedStateChange? {
    var values: [String: ArraySlice<UInt8>] = [:]
    for word in text.split(separator: UInt8(ascii: " ")) {
      guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { continue }
      values[word[..<equals].text] = word[(equals + 1)...]
    }
    guard values["protocol"]?.text == "IPPROTO_TCP",
      let local = end(values["saddrv6"], values["sport"]), let remote = end(values["daddrv6"], values["dport"]),
      let from = state(values["oldstate"]), let to = state(values["newstate"])
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

extension ArraySlice<UInt8> {
  /// The longest end that has only such octets.
  fileprivate func suffix(while isIn: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    self[(lastIndex { !isIn($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
