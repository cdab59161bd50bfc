/// What an application chooses of Fast Open: text that travels with the SYN.
///
/// Source: RFC 7413 §4.
public struct FastOpen: Hashable, Sendable {
  /// An active open: what is written before the SYN leaves goes with it, if the peer gave us a cookie before; else one is
  /// asked for.
  public var isAsked = false
  /// Whether text needs a cookie, both ways. Without one a forger can make a server work for somebody else (RFC 7413 §5.1).
  public var needsCookie = true
  /// A listener: connections at most whose text was taken and whose handshake is not over; 0 takes no such text
  /// (RFC 7413 §5.1).
  public var pendingLimit = 0
  /// A listener: what its cookies are made with, or nil for a key of the stack's own.
  public var key: KeyedHash?

  /// Nothing asked for, nothing taken.
  public init() {}
}
