/// What stands in a ladder for many of its rows: a transfer in which nothing remarkable happens.
public struct LadderFold: Hashable, Sendable {
  /// What went one way.
  public struct Load: Hashable, Sendable {
    /// Segments.
    public var segments = 0
    /// Octets of payload in them.
    public var octets = 0
  }

  /// From the client.
  public var toServer = Load()
  /// From the server.
  public var toClient = Load()
  /// System calls that moved octets.
  public var calls = 0
  /// What those rows show.
  var evidence: [Evidence] = []

  /// A phrase for each thing that there is.
  var phrases: [String] {
    var phrases = [toServer.phrase("server"), toClient.phrase("client")].compactMap { $0 }
    if calls > 0 { phrases.append(calls == 1 ? "1 call" : "\(calls) calls") }
    return phrases
  }
}

extension LadderFold.Load {
  fileprivate func phrase(_ receiver: String) -> String? {
    guard segments > 0 else { return nil }
    return "\(segments) segment\(segments == 1 ? "" : "s"), \(octets) octets to the \(receiver)"
  }
}
