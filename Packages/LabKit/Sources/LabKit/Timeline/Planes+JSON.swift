internal import PacketCodec
internal import SocketKit
internal import ToolKit

// From JSON back to what an event is about. Each gives nil when a member is missing or of another kind: files come from
// anywhere.

extension CallMade {
  init?(_ object: JSONValue) {
    guard let name = object["name"]?.text else { return nil }
    self.init(
      name: name, descriptor: object["fd"]?.integer.flatMap { Int(exactly: $0) },
      arguments: object["arguments"]?.text ?? "", result: Int(clamping: object["result"]?.integer ?? 0),
      error: object["errno"]?.text, durationNanoseconds: Self.nanoseconds(object["duration_us"]?.decimal ?? 0),
      process: Int(clamping: object["pid"]?.integer ?? 0), local: object["local"]?.text.flatMap { SocketAddress($0) },
      remote: object["remote"]?.text.flatMap { SocketAddress($0) })
  }

  /// Up to a day, the longest that anybody would wait for; what is not a number is nothing.
  private static func nanoseconds(_ microseconds: Double) -> Int64 {
    let day = 86_400e9
    return microseconds > 0 ? Int64(min(microseconds * 1000, day).rounded()) : 0
  }
}

extension StateChange {
  init?(_ object: JSONValue) {
    guard let local = object["local"]?.text.flatMap({ SocketAddress($0) }),
      let remote = object["remote"]?.text.flatMap({ SocketAddress($0) }),
      let from = Self.state(object["from"]), let to = Self.state(object["to"])
    else { return nil }
    self.init(local: local, remote: remote, from: from, to: to, isInferred: object["inferred"]?.integer == 1)
  }

  /// - Returns: nil for a name that no state has; `.some(nil)` for a member that is not there: then the socket was not
  ///   either, as for the RFC's CLOSED, which a stack in user space tells.
  private static func state(_ member: JSONValue?) -> TCPSocketState?? {
    guard let member, member.text != "CLOSED" else { return .some(nil) }
    return TCPSocketState.allCases.first { $0.name == member.text }.map { .some($0) }
  }
}

extension DescriptorChange {
  init?(_ object: JSONValue) {
    guard let process = object["pid"]?.integer, let number = object["fd"]?.integer,
      let target = object["target"]?.text, let change = object["change"]?.text
    else { return nil }
    self.init(process: Int(process), number: Int(number), target: target, isOpen: change == "opened")
  }
}

extension PacketSeen {
  init?(_ object: JSONValue) {
    guard let number = object["number"]?.integer, let octets = object["octets"]?.integer, number > 0, octets >= 0 else {
      return nil
    }
    self.init(
      number: Int(number), octets: Int(octets), text: object["text"]?.text ?? "", segment: Segment(object))
  }
}

extension Segment {
  fileprivate init?(_ object: JSONValue) {
    guard let source = object["source"]?.text.flatMap({ SocketAddress($0) }),
      let destination = object["destination"]?.text.flatMap({ SocketAddress($0) }),
      let flags: UInt16 = object.number("flags"), let sequence: UInt32 = object.number("seq"),
      let acknowledgment: UInt32 = object.number("ack"), let window: UInt16 = object.number("win"),
      let payload: UInt32 = object.number("payload_octets"),
      let options = Hexadecimal.options(object["opts"]?.text ?? "")
    else { return nil }
    let set = TCPFlags(rawValue: flags)
    let header = TCPHeader(
      sourcePort: source.port, destinationPort: destination.port, sequence: SequenceNumber(sequence),
      acknowledgment: set.contains(.acknowledgment) ? SequenceNumber(acknowledgment) : nil, flags: set, window: window,
      checksum: object.number("sum") ?? 0, urgentPointer: object.number("urp") ?? 0, options: options)
    self.init(source: source, destination: destination, header: header, payloadCount: Int(payload))
  }
}

extension JSONValue {
  fileprivate func number<Number: FixedWidthInteger>(_ name: String) -> Number? {
    self[name]?.integer.flatMap { Number(exactly: $0) }
  }
}
