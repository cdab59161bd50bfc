internal import Glibc
internal import PacketCodec
internal import UStack

/// A socket of the script: what it is so far, and what was chosen for it.
struct ScriptSocket {
  /// What it is.
  enum Role {
    /// Just made.
    case fresh
    /// Waits for connections.
    case listening(ListenerID)
    /// Opens, is open, or was.
    case connection(ConnectionID)
  }

  /// An option by its numbers.
  struct OptionKey: Hashable {
    var level: Int32
    var name: Int32
  }

  /// What it is.
  var role = Role.fresh
  /// What `bind` gave it.
  var local: TransportAddress?
  /// The peer.
  var remote: TransportAddress?
  /// What its connection begins with.
  var options: ConnectionOptions
  /// What was set by the script, to be read back.
  var values: [OptionKey: Int] = [:]
  /// Where octets come out that the kernel took for it, or nil.
  var bypass: Int32?
  /// O_NONBLOCK.
  var isNonBlocking = false
  /// `shutdown(SHUT_WR)` or both was called.
  var isWritingShut = false
  /// `shutdown(SHUT_RD)` or both was called.
  var isReadingShut = false
  /// `close` resets (SO_LINGER with zero).
  var resetsOnClose = false
  /// Small segments are held back.
  var isCorked = false
  /// A write found less room than it needed, or poll none: news of room are awaited.
  var lacksRoom = false
  /// Octets that were written.
  private(set) var writtenOctets = 0
  /// What is to be told of memory that was lent.
  var notices = ZeroCopyNotices()
  /// True once memory was lent.
  private(set) var hasLent = false
  /// The peer of a connection that is opened by the first write (TCP_FASTOPEN_CONNECT).
  var deferredPeer: TransportAddress?
  /// `connect` was answered with EINPROGRESS or waits.
  var isConnecting = false
  /// The error of a broken connection was told already.
  var hasToldError = false

  /// A call wrote so much.
  ///
  /// - Parameter isWhole: it has no more to write.
  mutating func noteWritten(_ count: Int, flags: Int32, isWhole: Bool) {
    writtenOctets += count
    let lends = flags & MessageFlag.zeroCopy != 0 && option(OptionNumber.socket, 60) != 0
    guard lends, isWhole, count > 0 else { return }
    notices.lend(upTo: writtenOctets)
    hasLent = true
  }

  // MARK: Options

  /// What was asked for at SOL_SOCKET.
  mutating func setSocketOption(_ name: Int32, _ value: Int) {
    switch name {
    case SO_RCVBUF: options.receiveBuffer = .fixed(min(max(value * 2, 4096), 1 << 30))
    case SO_SNDBUF: options.sendBuffer = min(max(value * 2, 4608), 1 << 30)
    case SO_KEEPALIVE: options.keepAlive = value != 0 ? options.keepAlive ?? keepAlive : nil
    default: break
    }
  }

  /// What was asked for at IPPROTO_TCP.
  mutating func setTCPOption(_ name: Int32, _ value: Int) {
    switch name {
    case OptionNumber.TCP.keepIdle: change { $0.idle = .seconds(value) }
    case OptionNumber.TCP.keepInterval: change { $0.interval = .seconds(value) }
    case OptionNumber.TCP.keepCount: change { $0.probes = value }
    case OptionNumber.TCP.synCount: options.synRetries = min(max(value, 1), 127)
    case OptionNumber.TCP.linger2: if value > 0 { options.closingPatience = .seconds(value) }
    case OptionNumber.TCP.deferAccept: options.deferredAcceptance = value > 0 ? .seconds(value) : nil
    case OptionNumber.TCP.userTimeout: options.userTimeout = value > 0 ? .milliseconds(value) : nil
    default: break
    }
  }

  /// What keep-alive would be when it is switched on.
  private var keepAlive = ConnectionOptions.KeepAlive()

  private mutating func change(_ body: (inout ConnectionOptions.KeepAlive) -> Void) {
    body(&keepAlive)
    if options.keepAlive != nil { options.keepAlive = keepAlive }
  }

  /// What `getsockopt` says of it.
  func option(_ level: Int32, _ name: Int32) -> Int {
    switch (level, name) {
    case (OptionNumber.socket, SO_RCVBUF): return options.receiveBuffer.start
    case (OptionNumber.socket, SO_SNDBUF): return options.sendBuffer
    case (OptionNumber.socket, SO_TYPE): return Int(SOCK_STREAM.rawValue)
    case (OptionNumber.socket, SO_ACCEPTCONN): if case .listening = role { return 1 } else { return 0 }
    case (OptionNumber.tcp, OptionNumber.TCP.noDelay): return options.noDelay ? 1 : 0
    case (OptionNumber.tcp, OptionNumber.TCP.cork): return isCorked ? 1 : 0
    case (OptionNumber.tcp, OptionNumber.TCP.keepIdle): return Int(keepAlive.idle.milliseconds) / 1000
    case (OptionNumber.tcp, OptionNumber.TCP.keepInterval): return Int(keepAlive.interval.milliseconds) / 1000
    case (OptionNumber.tcp, OptionNumber.TCP.keepCount): return keepAlive.probes
    case (OptionNumber.tcp, OptionNumber.TCP.synCount): return options.synRetries
    default: return values[OptionKey(level: level, name: name)] ?? 0
    }
  }
}

extension ScriptSocket {
  /// A socket that is nothing yet.
  init(_ options: ConnectionOptions) { self.init(options: options) }
}
