internal import PacketCodec
internal import SocketKit

/// A connection of an experiment that tries the same stream several times: from a server to a client, over a wire of its
/// own or none. Its tools and its place are told from those of the others.
protocol StreamRound: CaseIterable, Equatable where AllCases == [Self] {
  /// What makes it differ from the others.
  var name: String { get }
}

extension StreamRound where Self: RawRepresentable<String> {
  var name: String { rawValue }
}

extension StreamRound {
  /// What its tools are filed under.
  var wire: String { "wire, \(name)" }
  var source: String { "sender, \(name)" }
  var sink: String { "receiver, \(name)" }

  /// A place to listen at that none of the others has.
  ///
  /// - Parameter port: the first one's.
  func place(at address: IPv4Address, from port: UInt16) -> SocketAddress {
    SocketAddress(address, port: port + UInt16(Self.allCases.firstIndex(of: self)!))
  }
}
