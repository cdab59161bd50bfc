internal import EventLoop
public import SocketKit

/// One port that several sockets listen at, so that the kernel shares the connections out: SO_REUSEPORT.
///
/// The first is bound alone, so a port that anybody has, even with SO_REUSEPORT, is refused; only then is it opened to
/// the others. They stay open as long as this lives: a socket that closes resets who waits in its queue, and a worker's
/// end must not do that.
public struct SharedPort: ~Copyable {
  /// Where all of them listen.
  public let address: SocketAddress
  private var sockets: SlotTable<ListeningSocket>
  private var tokens: [Token] = []

  /// Adds listeners beside one that has the port.
  ///
  /// - Parameters:
  ///   - first: bound without SO_REUSEPORT.
  ///   - count: how many in all, 1 ...
  ///   - backlog: as of `ListeningSocket`.
  public init(_ first: consuming ListeningSocket, sharedBy count: Int, backlog: Int) throws(Errno) {
    let address = try first.localAddress()
    // A second descriptor of the same socket, because a listener has no options of its own type.
    try StreamSocket(owning: try first.descriptor.duplicate()).set(.reusePort, to: true)
    var sockets = SlotTable<ListeningSocket>(limit: count)
    var tokens = [sockets.insert(first)]
    for _ in 1 ..< count {
      tokens.append(sockets.insert(try ListeningSocket(on: address, backlog: backlog, sharesPort: true)))
    }
    self.address = address
    self.sockets = sockets
    self.tokens = tokens
  }

  /// How many listen.
  public var count: Int { tokens.count }

  /// Lends one of them.
  ///
  /// - Parameters:
  ///   - place: 0 ..< `count`.
  ///   - body: gets it for as long as it runs.
  public borrowing func withSocket<Result>(
    _ place: Int, _ body: (borrowing ListeningSocket) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    try body(sockets[tokens[place]])
  }

  /// The number of a socket's descriptor, for a child to inherit.
  func descriptor(_ place: Int) -> CInt { sockets[tokens[place]].descriptor.rawValue }
}
