internal import SocketKit

/// A socket's address as strace(1) writes it: `{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.2")}`.
enum StraceAddress {
  /// - Returns: nil when there is none, or one of another family.
  static func first(in text: ArraySlice<UInt8>) -> SocketAddress? {
    if let port = port(text, "sin_port=htons("), let address = text.inside("sin_addr=inet_addr(\"", "\"") {
      return IPAddress(address.text).map { SocketAddress($0, port: port) }
    }
    guard let port = port(text, "sin6_port=htons("), let address = text.inside("inet_pton(AF_INET6, \"", "\"") else {
      return nil
    }
    let zone = text.inside("sin6_scope_id=if_nametoindex(\"", "\"").map { "%\($0.text)" } ?? ""
    return IPAddress(address.text + zone).map { SocketAddress($0.unmapped, port: port) }
  }

  private static func port(_ text: ArraySlice<UInt8>, _ opening: String) -> UInt16? {
    var digits = text.inside(opening, ")")
    return digits?.takeNumber().flatMap { UInt16(exactly: $0) }
  }
}
