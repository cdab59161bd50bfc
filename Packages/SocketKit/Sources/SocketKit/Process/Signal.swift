internal import CSocketShims
internal import Glibc

/// A signal's number.
///
/// Source: signal(7).
public struct Signal: Hashable, Sendable, RawRepresentable {
  /// 1 ... 64.
  public let rawValue: CInt

  /// Takes any number.
  public init(rawValue: CInt) { self.rawValue = rawValue }

  /// SIGINT: Ctrl-C.
  public static let interrupt = Signal(rawValue: SIGINT)
  /// SIGTERM: the polite request to end.
  public static let terminate = Signal(rawValue: SIGTERM)
  /// SIGHUP: the terminal is gone, or "read your configuration again".
  public static let hangup = Signal(rawValue: SIGHUP)
  /// SIGUSR1.
  public static let user1 = Signal(rawValue: SIGUSR1)
  /// SIGCHLD: a child ended.
  public static let child = Signal(rawValue: SIGCHLD)
  /// SIGKILL: cannot be refused.
  public static let kill = Signal(rawValue: SIGKILL)
  /// SIGSTOP: holds a process where it is, and cannot be refused.
  public static let stop = Signal(rawValue: SIGSTOP)
  /// SIGCONT: lets it go on.
  public static let resume = Signal(rawValue: SIGCONT)
}

extension Signal {
  /// Ignores SIGPIPE in the whole process, so that writing to a reader that left is `Errno.brokenPipe`. A program's
  /// decision, made at its start: no library here calls it.
  public static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }

  /// Ignores SIGXFSZ in the whole process, so that writing beyond what a file may grow to (`ulimit -f`) is EFBIG, an error as
  /// that of a full disk. A program's decision, made at its start.
  public static func ignoreFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }

  /// Undoes what a parent may have left us: where SIGCHLD is ignored, the kernel throws away how a child ended. For
  /// programs that want to know, at their start.
  public static func expectChildren() { signal(SIGCHLD, SIG_DFL) }

  /// Holds these signals back from the calling thread and those it starts: they wait until a signalfd reads them.
  public static func block(_ signals: [Signal]) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal.rawValue) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Whether one of these came, is held back, and nobody has read it yet (sigpending(2)).
  public static func isHeld(_ signals: [Signal]) -> Bool {
    var set = sigset_t()
    sigpending(&set)
    return signals.contains { sigismember(&set, $0.rawValue) == 1 }
  }
}

extension Signal: CustomStringConvertible {
  /// "SIGTERM", or "signal 64" for one without a name.
  public var description: String {
    guard let name = csocket_signal_name(rawValue).map({ String(cString: $0) }) else { return "signal \(rawValue)" }
    return "SIG\(name)"
  }
}
