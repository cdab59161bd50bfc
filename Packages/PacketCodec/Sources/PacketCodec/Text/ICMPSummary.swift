/// An ICMP message in the words of tcpdump.
public struct ICMPSummary: Hashable, Sendable, CustomStringConvertible {
  private let message: ICMPMessage
  private let content: ICMPContent

  /// The summary of `message`, which carries `content`.
  public init(_ message: ICMPMessage, _ content: ICMPContent = .data) {
    self.message = message
    self.content = content
  }

  /// `ICMP echo request, id 1, seq 1`, `ICMP 10.0.0.2 udp port 7 unreachable`, or type and code.
  public var description: String {
    switch message {
    case .echoRequest(let identifier, let sequence): "ICMP echo request, id \(identifier), seq \(sequence)"
    case .echoReply(let identifier, let sequence): "ICMP echo reply, id \(identifier), seq \(sequence)"
    case .destinationUnreachable(.network, _): "ICMP net\(destination) unreachable"
    case .destinationUnreachable(.host, _): "ICMP host\(destination) unreachable"
    case .destinationUnreachable(let code, let mtu): "ICMP\(destination)\(reason(code, mtu))"
    case .sourceQuench: "ICMP source quench"
    case .redirect(let code, let gateway): "ICMP redirect\(destination) to \(object(code)) \(gateway)"
    case .timeExceeded(code: 0): "ICMP time exceeded in-transit"
    case .timeExceeded(code: 1): "ICMP ip reassembly time exceeded"
    case .timeExceeded(let code): "ICMP time exceeded, code \(code)"
    case .parameterProblem(0, let pointer): "ICMP parameter problem - octet \(pointer)"
    case .parameterProblem(let code, _): "ICMP parameter problem - code \(code)"
    case .timestampRequest(let identifier, let sequence): "ICMP time stamp query id \(identifier) seq \(sequence)"
    case .timestampReply(let identifier, let sequence):
      "ICMP time stamp reply id \(identifier) seq \(sequence): \(readings)"
    case .other(let type, let code, _): "ICMP type-#\(type), code \(code)"
    }
  }

  private var quoted: QuotedDatagram? { content.quotation }

  private var readings: String {
    guard let times = content.timestamps else { return "[times missing]" }
    return "org \(clock(times.originate)), recv \(clock(times.receive)), xmit \(clock(times.transmit))"
  }

  /// Hours, minutes, seconds and thousandths; a reading that is no time of day gives hours above 23.
  private func clock(_ milliseconds: UInt32) -> String {
    func digits(_ number: UInt32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    let seconds = milliseconds / 1000
    return "\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2)):\(digits(seconds % 60, 2))"
      + ".\(digits(milliseconds % 1000, 3))"
  }

  /// Behind a blank; nothing where no datagram is quoted.
  private var destination: String { quoted.map { " \($0.header.destination)" } ?? "" }

  private func object(_ code: UInt8) -> String { code & 1 == 0 ? "net" : "host" }

  private func reason(_ code: ICMPUnreachableCode, _ mtu: UInt16) -> String {
    switch code {
    case .port: transportPort + " unreachable"
    case .transportProtocol: " protocol \(quoted.map { "\($0.header.protocol.rawValue)" } ?? "?") unreachable"
    case .fragmentationNeeded: " unreachable - need to frag" + (mtu == 0 ? "" : " (mtu \(mtu))")
    case .administrativelyProhibited: " unreachable - admin prohibited filter"
    default: " unreachable, code \(code.rawValue)"
    }
  }

  private var transportPort: String {
    guard let quoted else { return " port" }
    return switch quoted.header.protocol {
    case .tcp, .udp: " \(quoted.header.protocol) port \(quoted.destinationPort)"
    default: " protocol \(quoted.header.protocol.rawValue) port \(quoted.destinationPort)"
    }
  }
}
