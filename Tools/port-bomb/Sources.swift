import Observe
import SocketKit
import ToolKit

/// Which address and port a connection comes from.
struct Sources {
  /// Who chooses the port.
  private enum Choice {
    /// The kernel, in the machine's range.
    case kernel
    /// The kernel, in a part of the machine's range.
    case kernelWithin(ClosedRange<UInt16>)
    /// This program, one after the other: the range is not the kernel's to give.
    case inTurn(ClosedRange<UInt16>)
  }

  private let addresses: IPAddressRange?
  private let choice: Choice
  /// Pairs of a source address and port that there are for one target.
  let count: Int
  private var turn = 0

  /// - Throws: when /proc cannot be read.
  init(_ settings: Settings, for target: SocketAddress) throws(Failure) {
    let ephemeral = try Self.ephemeralPorts()
    addresses = settings.sources
    let ports: Int
    switch settings.ports {
    case nil: (choice, ports) = (.kernel, ephemeral.count())
    case let range? where Self.isInside(range, ephemeral.range) && Self.kernelTakes(range, for: target):
      (choice, ports) = (.kernelWithin(range), ephemeral.count(within: range))
    case let range?: (choice, ports) = (.inTurn(range), range.count)
    }
    count = ports * (settings.sources?.count ?? 1)
  }

  private static func ephemeralPorts() throws(Failure) -> EphemeralPorts {
    do throws(Errno) {
      return try EphemeralPorts.current()
    } catch {
      throw Failure(errno: error, doing: "read the ports of /proc/sys/net/ipv4")
    }
  }

  private static func isInside(_ range: ClosedRange<UInt16>, _ whole: ClosedRange<UInt16>) -> Bool {
    whole.contains(range.lowerBound) && whole.contains(range.upperBound)
  }

  private static func kernelTakes(_ range: ClosedRange<UInt16>, for target: SocketAddress) -> Bool {
    guard let socket = try? StreamSocket(for: target) else { return false }
    return (try? socket.set(.localPorts, to: range)) != nil
  }

  /// Gives a socket the next source.
  ///
  /// - Throws: `.addressInUse` for a port of our choice that is taken, `.addressNotAvailable` for a foreign address.
  mutating func bind(_ socket: borrowing StreamSocket, for target: SocketAddress) throws(Errno) {
    let address = addresses.map { $0[turn % $0.count] }
    let round = turn / (addresses?.count ?? 1)
    turn += 1
    switch choice {
    case .inTurn(let range):
      let port = range[range.index(range.startIndex, offsetBy: round % range.count)]
      try socket.bind(to: SocketAddress(address ?? (target.address.isIPv6 ? .anyIPv6 : .anyIPv4), port: port))
    case .kernelWithin(let range):
      try socket.set(.localPorts, to: range)
      if let address { try socket.bind(toAddress: address) }
    case .kernel:
      if let address { try socket.bind(toAddress: address) }
    }
  }
}
