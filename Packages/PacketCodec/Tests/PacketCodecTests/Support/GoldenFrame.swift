import Glibc
import PacketCodec

/// A frame kept in `Frames/NAME.hex`: `#` its origin, `=` our summary, `~` tcpdump's where it differs, then the octets.
struct GoldenFrame: Sendable, CustomStringConvertible {
  var name: String
  var summary = ""
  var tcpdumpLine = ""
  var octets: [UInt8] = []

  var description: String { name }

  static let names = [
    "arp-reply", "arp-request", "icmp-echo-reply", "icmp-echo-request", "icmp-host-unreachable",
    "icmp-port-unreachable", "icmp-quoted-options", "icmp-redirect", "icmp-time-exceeded", "icmp-timestamp-reply",
    "icmp-timestamp-request", "icmp-too-big", "ipv4-record-route", "tcp-broken-option", "tcp-contradictory", "tcp-data",
    "tcp-fast-open", "tcp-fast-open-request", "tcp-fin", "tcp-refused", "tcp-reset", "tcp-sack", "tcp-signed",
    "tcp-syn",
    "tcp-syn-ack", "tcp-unknown-option", "tcp-urgent", "udp-first-fragment", "udp-last-fragment", "udp-odd", "vlan-udp",
  ]

  static let all = names.map { GoldenFrame($0) }

  init(_ name: String) {
    self.name = name
    for line in lines(ofFile: "\(#filePath)".replacingSuffix(2, with: "Frames/\(name).hex")) {
      if line.hasPrefix("= ") {
        summary = String(line.dropFirst(2))
        tcpdumpLine = summary
      } else if line.hasPrefix("~ ") {
        tcpdumpLine = String(line.dropFirst(2))
      } else if !line.hasPrefix("#") {
        octets += line.split(separator: " ").map { UInt8($0, radix: 16)! }
      }
    }
  }

  var decoded: DecodedFrame { DecodedFrame(octets.span.bytes) }
}

extension String {
  /// The path without its last `count` parts, and `tail` instead.
  fileprivate func replacingSuffix(_ count: Int, with tail: String) -> String {
    let parts = split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(count).joined(separator: "/") + "/" + tail
  }
}

/// The lines of a text file, without line feeds and empty ones.
func lines(ofFile path: String) -> [String] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  return lines(of: file)
}

func lines(of file: UnsafeMutablePointer<FILE>) -> [String] {
  var text: [UInt8] = []
  while case let octet = fgetc(file), octet != EOF { text.append(UInt8(octet)) }
  return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
}
