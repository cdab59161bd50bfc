/// One transmission of one frame that is to be lost: the third data segment, the second SYN.
public struct ScriptedDrop: Hashable, Sendable {
  /// In which direction; nil for both.
  public let direction: LinkDirection?
  /// What the frame is. `.finish` means the segment that carries the FIN, with payload or without.
  public let kind: FrameKind
  /// Which of its kind, as `FrameIdentity.number` counts: of each connection, if it is a segment.
  public let number: Int
  /// Which of its transmissions, 1 ...
  public let transmission: Int

  /// The highest number and transmission.
  public static let numbers = 1 ... 1_000_000_000

  /// A drop from its parts.
  ///
  /// - Returns: nil for a number outside `numbers`, for another SYN or FIN than the first, since a connection has one each
  ///   way, and for another transmission than the first of what is one more each time: all but `data`, `syn` and `fin`.
  public init?(_ kind: FrameKind, _ number: Int, transmission: Int = 1, direction: LinkDirection? = nil) {
    guard Self.numbers.contains(number), Self.numbers.contains(transmission) else { return nil }
    switch kind {
    case .data: break
    case .synchronize, .finish: guard number == 1 else { return nil }
    case .acknowledgment, .reset, .udp, .icmp, .arp, .other: guard transmission == 1 else { return nil }
    }
    self.direction = direction
    self.kind = kind
    self.number = number
    self.transmission = transmission
  }

  /// Reads `data:3`, `data:3:2` for its second transmission, `forward:syn:1` for one direction.
  ///
  /// - Returns: nil for anything else.
  public init?(_ text: String) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
    let direction = parts.first.flatMap { LinkDirection(rawValue: String($0)) }
    if direction != nil { parts.removeFirst() }
    guard (2 ... 3).contains(parts.count), let kind = FrameKind(rawValue: String(parts.removeFirst())) else {
      return nil
    }
    let numbers = parts.compactMap(Self.number)
    guard numbers.count == parts.count else { return nil }
    self.init(kind, numbers[0], transmission: numbers.count == 2 ? numbers[1] : 1, direction: direction)
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0") ... UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  /// Whether this transmission is meant.
  func means(_ frame: FrameIdentity) -> Bool {
    if let direction, direction != frame.direction { return false }
    if kind == .finish { return frame.finishTransmission == transmission }
    guard kind == frame.kind, number == frame.number else { return false }
    // Of what is one more each time, the number says all.
    return kind == .data || kind == .synchronize ? transmission == frame.transmission : true
  }
}

extension ScriptedDrop: CustomStringConvertible {
  /// As it is read: `data:3`, `backward:data:3:2`.
  public var description: String {
    (direction.map { "\($0.rawValue):" } ?? "") + "\(kind.rawValue):\(number)"
      + (transmission == 1 ? "" : ":\(transmission)")
  }
}
