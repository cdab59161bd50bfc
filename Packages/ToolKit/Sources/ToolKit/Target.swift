public import SocketKit

/// The one operand of a tool that makes connections in great numbers: there is no default, because whoever answers there
/// would feel it.
public enum Target {
  /// The addresses behind the operand, of the family that the sources have. It may block as long as the resolver does.
  ///
  /// - Parameters:
  ///   - operands: of the command line; HOST:PORT, and nothing else.
  ///   - sources: where connections come from; nil leaves that to the kernel.
  /// - Returns: 1 ..., the best first.
  /// - Throws: status 64 for any other operands, and when no address is of the sources' family; 69 for a name without an
  ///   address.
  public static func addresses(_ operands: [String], from sources: IPAddressRange?) throws(Failure) -> [SocketAddress] {
    guard operands.count == 1, let text = operands.first else {
      let reason =
        operands.isEmpty ? "no HOST:PORT, and there is no default" : "more than one HOST:PORT: '\(operands[1])'"
      throw Failure(.usage, reason)
    }
    guard let place = HostPort(text), place.host != nil, place.port > 0 else {
      throw Failure(.usage, "'\(text)': must be HOST:PORT or [V6]:PORT, the port 1 ... 65535")
    }
    let addresses = try place.addresses()
    guard let sources else { return addresses }
    let fitting = addresses.filter { $0.address.isIPv6 == sources.first.isIPv6 }
    guard !fitting.isEmpty else {
      throw Failure(.usage, "--sources '\(sources)': must be of the family of \(addresses[0])")
    }
    return fitting
  }
}
