import SocketKit
import ToolKit

/// A socket option and its value, as a line names them.
struct Setting: Sendable {
  /// As it was written.
  let text: String
  /// Sets it.
  let apply: @Sendable (borrowing StreamSocket) throws(Errno) -> Void

  /// All there are.
  static let names = [
    "nodelay", "quickack", "cork", "keepalive", "keepalive-idle", "keepalive-interval", "keepalive-probes",
    "user-timeout", "linger", "send-buffer", "receive-buffer",
  ]

  /// The longest time that an option takes: two octets of seconds (tcp(7)).
  private static let longest = Duration.seconds(32767)

  /// - Returns: nil for an option that there is none of, and for a value that is not its own.
  init?(_ name: String, _ value: String) {
    switch name {
    case "nodelay": self.init(flag: .noDelay, name, value)
    case "quickack": self.init(flag: .quickAcknowledgment, name, value)
    case "cork": self.init(flag: .cork, name, value)
    case "keepalive": self.init(flag: .keepAlive, name, value)
    case "keepalive-idle": self.init(time: .keepAliveIdle, name, value)
    case "keepalive-interval": self.init(time: .keepAliveInterval, name, value)
    case "keepalive-probes": self.init(count: .keepAliveProbes, 1 ... 127, name, value)
    case "user-timeout": self.init(time: .userTimeout, name, value)
    case "send-buffer": self.init(count: .sendBuffer, 1 ... 1 << 28, name, value)
    case "receive-buffer": self.init(count: .receiveBuffer, 1 ... 1 << 28, name, value)
    case "linger": self.init(linger: value)
    default: return nil
    }
  }

  private init(
    _ name: String, _ value: String, _ apply: @escaping @Sendable (borrowing StreamSocket) throws(Errno) -> Void
  ) {
    text = "\(name) \(value)"
    self.apply = apply
  }

  private init?(flag option: SocketOption<Bool>, _ name: String, _ value: String) {
    guard value == "on" || value == "off" else { return nil }
    self.init(name, value) { (socket) throws(Errno) in try socket.set(option, to: value == "on") }
  }

  private init?(count option: SocketOption<Int>, _ range: ClosedRange<Int>, _ name: String, _ value: String) {
    guard let count = Int(value), range.contains(count) else { return nil }
    self.init(name, value) { (socket) throws(Errno) in try socket.set(option, to: count) }
  }

  private init?(time option: SocketOption<Duration>, _ name: String, _ value: String) {
    guard let time = Quantity.duration(value), time > .zero, time <= Self.longest else { return nil }
    self.init(name, value) { (socket) throws(Errno) in try socket.set(option, to: time) }
  }

  private init?(linger value: String) {
    guard let seconds = Int(value), (0 ... 32767).contains(seconds) || value == "-1" else { return nil }
    self.init("linger", value) { (socket) throws(Errno) in
      try socket.set(.linger, to: seconds < 0 ? .inBackground : .seconds(seconds))
    }
  }
}
