import PacketCodec

/// One segment of a script: only what a test has to say about it. The script knows the rest.
struct Beat: Hashable, Sendable {
  /// Who speaks.
  enum End: Hashable, Sendable { case client, server }

  var sender: End
  var flags: TCPFlags
  var payload: [UInt8] = []
  /// Where it stands in its direction, SYN having 0; nil for right behind what was sent.
  var place: Int?
  /// What it acknowledges; nil for all that the other end sent.
  var acknowledged: Int?
  var window: UInt16 = 65535
  var options = TCPOptions()
  /// Time that passes before it and all behind it, beside the pace, nanoseconds.
  var pause: Int64 = 0

  static let syn = Beat(sender: .client, flags: .synchronize)
  static let synAck = Beat(sender: .server, flags: [.synchronize, .acknowledgment])
  static let ack = Beat(sender: .client, flags: .acknowledgment)

  static func ack(from sender: End) -> Beat { Beat(sender: sender, flags: .acknowledgment) }

  static func data(_ text: String, from sender: End) -> Beat {
    Beat(sender: sender, flags: [.push, .acknowledgment], payload: Array(text.utf8))
  }

  static func fin(from sender: End) -> Beat { Beat(sender: sender, flags: [.finish, .acknowledgment]) }

  static func reset(from sender: End) -> Beat { Beat(sender: sender, flags: [.reset, .acknowledgment]) }

  func at(_ place: Int) -> Beat { changed { $0.place = place } }

  func acknowledging(_ place: Int) -> Beat { changed { $0.acknowledged = place } }

  func window(_ window: UInt16) -> Beat { changed { $0.window = window } }

  func carrying(_ text: String) -> Beat { changed { $0.payload = Array(text.utf8) } }

  func offering(_ options: [TCPOption]) -> Beat { changed { $0.options = TCPOptions(options) } }

  func after(_ nanoseconds: Int64) -> Beat { changed { $0.pause = nanoseconds } }

  private func changed(_ change: (inout Beat) -> Void) -> Beat {
    var beat = self
    change(&beat)
    return beat
  }
}
