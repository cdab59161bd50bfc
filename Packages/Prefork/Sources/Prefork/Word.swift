internal import SocketKit

/// What master and worker say to each other: one octet a message.
enum Word: UInt8 {
  /// Worker: I let connections in.
  case serving = 0x53
  /// Worker: I let nobody in any more, or soon; send somebody.
  case relief = 0x46
  /// Master: let nobody in any more, and finish.
  case retire = 0x52

  /// What an end of the channel has.
  enum Heard {
    case word(Word)
    case nothing
    /// The other side is gone.
    case end
  }

  /// Says it. That nobody is left to hear it shows when reading.
  func say(on channel: borrowing FileDescriptor) {
    _ = try? channel.write([rawValue].span.bytes)
  }

  /// The next message; what is no word is passed over.
  static func hear(on channel: borrowing FileDescriptor) -> Heard {
    var octets: [UInt8] = [0]
    while true {
      let result: ReadResult?
      do {
        var span = octets.mutableSpan
        var room = span.mutableBytes
        result = try? channel.read(into: &room)
      }
      switch result {
      case .octets: if let word = Word(rawValue: octets[0]) { return .word(word) }
      case .notReady: return .nothing
      // A reset, which unread messages of the other side leave, is an end like any other.
      case .endOfStream, nil: return .end
      }
    }
  }
}
