/// A frame that passed the place of capture.
public struct PacketSeen: Hashable, Sendable {
  /// Its place in the capture, counted from 1.
  public var number: Int
  /// Its length on the wire, octets.
  public var octets: Int
  /// What it says, in one line.
  public var text: String
  /// The TCP segment in it, if there is a whole header of one.
  public var segment: Segment?

  /// A packet from its parts.
  public init(number: Int, octets: Int, text: String, segment: Segment?) {
    self.number = number
    self.octets = octets
    self.text = text
    self.segment = segment
  }
}
