import Testing
import ToolKit

/// A field of a frame by its name here and by tshark's.
struct TSharkField {
  /// `layer.member` of the JSON.
  var key: String
  var name: String

  static let all = [
    ("eth.dst", "eth.dst"), ("eth.src", "eth.src"), ("eth.type", "eth.type"), ("arp.op", "arp.opcode"),
    ("arp.sha", "arp.src.hw_mac"), ("arp.spa", "arp.src.proto_ipv4"), ("arp.tpa", "arp.dst.proto_ipv4"),
    ("ip.hl", "ip.hdr_len"), ("ip.len", "ip.len"), ("ip.id", "ip.id"), ("ip.ttl", "ip.ttl"), ("ip.p", "ip.proto"),
    ("ip.sum", "ip.checksum"), ("ip.sum_ok", "ip.checksum.status"), ("ip.src", "ip.src"), ("ip.dst", "ip.dst"),
    ("icmp.type", "icmp.type"), ("icmp.code", "icmp.code"), ("icmp.sum_ok", "icmp.checksum.status"),
    ("tcp.sport", "tcp.srcport"), ("tcp.dport", "tcp.dstport"), ("tcp.seq", "tcp.seq_raw"),
    ("tcp.ack", "tcp.ack_raw"), ("tcp.hl", "tcp.hdr_len"), ("tcp.flags", "tcp.flags"),
    ("tcp.win", "tcp.window_size_value"), ("tcp.urp", "tcp.urgent_pointer"), ("tcp.sum_ok", "tcp.checksum.status"),
    ("tcp.mss", "tcp.options.mss_val"), ("tcp.ws", "tcp.options.wscale.shift"),
    ("tcp.tsval", "tcp.options.timestamp.tsval"), ("tcp.tsecr", "tcp.options.timestamp.tsecr"),
    ("tcp.sackle", "tcp.options.sack_le"), ("tcp.opts", "tcp.options"),
  ].map { TSharkField(key: $0.0, name: $0.1) }

  /// What tshark finds in each frame of a file, numbers in decimal.
  static func rows(of file: String) throws -> [[String: String]] {
    let settings = [
      "ip.check_checksum:TRUE", "tcp.check_checksum:TRUE", "ip.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE",
      "tcp.relative_sequence_numbers:FALSE", "tcp.analyze_sequence_numbers:FALSE",
    ].flatMap { ["-o", $0] }
    let form = ["-T", "fields", "-E", "occurrence=f", "-E", "separator=|"] + all.flatMap { ["-e", $0.name] }
    let outcome = try RunningProgram.run(["tshark", "-n", "-r", file] + settings + form)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.outputText.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      let values = line.split(separator: "|", omittingEmptySubsequences: false)
      let found = zip(all, values).filter { !$0.1.isEmpty }.map { ($0.0.key, decimal(String($0.1))) }
      return Dictionary(uniqueKeysWithValues: found)
    }
  }

  private static func decimal(_ text: String) -> String {
    text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16).map(String.init) ?? text : text
  }

  /// Whether tshark did not look at a checksum.
  func isUndecided(_ row: [String: String]) -> Bool {
    key.hasSuffix("sum_ok") && row[key] != "0" && row[key] != "1"
  }

  /// The member of a line, as text.
  func value(in line: JSONValue) -> String? {
    let parts = key.split(separator: ".").map(String.init)
    return switch line[parts[0]]?[parts[1]] {
    case .integer(let number)?: String(number)
    case .text(let text)?: text
    default: nil
    }
  }
}
