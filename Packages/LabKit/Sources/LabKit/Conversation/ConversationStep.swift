internal import PacketCodec

/// One segment of a conversation, with what can be said only by knowing those before it.
public struct ConversationStep: Hashable, Sendable {
  /// When it passed the wire: CLOCK_MONOTONIC, nanoseconds.
  public var monotonicNanoseconds: Int64
  /// The frame it came in, counted from 1 over the capture.
  public var packetNumber: Int
  /// Which way it went.
  public var direction: Direction
  /// The segment.
  public var segment: Segment
  /// Its sequence number, counted from its direction's SYN, which has 0.
  public var sequence: Int64
  /// Its acknowledgment number, counted from the other direction's SYN; nil without ACK.
  public var acknowledgment: Int64?
  /// What is remarkable about it.
  public var marks: Set<Mark>

  /// The place of its payload's first octet: a SYN takes a place of its own before it.
  var payloadPlace: Int64 { sequence + (segment.header.flags.contains(.synchronize) ? 1 : 0) }

  /// Something that a reader should not overlook.
  public enum Mark: String, Hashable, Sendable, CaseIterable {
    /// Some of its octets, its SYN or its FIN passed before.
    case retransmission
    /// It fills a hole that later segments left, and was not seen before.
    case outOfOrder = "out of order"
    /// It repeats an acknowledgment, and nothing else.
    case duplicateAcknowledgment = "duplicate ACK"
    /// Its sender can take no more.
    case zeroWindow = "zero window"
    /// It brings nothing new and stands one place too low, so that the other end has to answer: a keep-alive, or a
    /// question whether a zero window has opened (RFC 9293 §3.8.4, §3.8.6.1).
    case probe
  }
}
