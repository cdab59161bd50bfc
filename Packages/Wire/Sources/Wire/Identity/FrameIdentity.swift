/// Which frame this is, said so that another run of the same programs says the same: no addresses, no ports, no initial
/// sequence numbers, no time.
public struct FrameIdentity: Hashable, Sendable {
  /// Which way it goes.
  public var direction: LinkDirection
  /// What it is.
  public var kind: FrameKind
  /// Which connection it belongs to, 1 ..., in the order in which they began; 0 for what is no segment.
  public var connection = 0
  /// Which of its kind in its direction, 1 ...: of the connection, or of the link for what is no segment. A segment that is
  /// sent again keeps its number, but for acknowledgments and resets, each of which is one more.
  public var number = 1
  /// Its sequence number, counted from its direction's SYN, modulo 2³²; 0 for what is no segment.
  public var sequence: UInt32 = 0
  /// What an acknowledgment acknowledges, counted from the other direction's SYN; 0 for all others, which acknowledge what
  /// has come so far, and so other numbers in each run.
  public var acknowledgment: UInt32 = 0
  /// Octets of payload of a segment, of the whole frame otherwise.
  public var octets: Int
  /// How often it was offered, this time included: 1 for what is new. Of an acknowledgment, how often it was said in a row.
  public var transmission = 1
  /// The same for its FIN; nil without.
  public var finishTransmission: Int?
}
