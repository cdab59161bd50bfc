import SocketKit
import ToolKit

/// From the operand to addresses.
enum Target {
  /// The addresses behind the operand, of the family that the sources have.
  ///
  /// - Returns: 1 ..., the best first.
  static func addresses(_ operands: [String], _ settings: Settings) throws(Failure) -> [SocketAddress] {
    guard operands.count == 1, let text = operands.first else {
      let reason =
        operands.isEmpty ? "no HOST:PORT, and there is no default" : "more than one HOST:PORT: '\(operands[1])'"
      throw Failure(.usage, reason)
    }
    guard let place = HostPort(text), place.host != nil, place.port > 0 else {
      throw Failure(.usage, "'\(text)': must be HOST:PORT or [V6]:PORT, the port 1 ... 65535")
    }
    let addresses: [SocketAddress]
    do throws(HostPort.ResolutionError) {
      addresses = try place.resolve()
    } catch {
      throw Failure(error)
    }
    guard let sources = settings.sources else { return addresses }
    let fitting = addresses.filter { $0.address.isIPv6 == sources.first.isIPv6 }
    guard !fitting.isEmpty else {
      throw Failure(.usage, "--sources '\(sources)': must be of the family of \(addresses[0])")
    }
    return fitting
  }
}
