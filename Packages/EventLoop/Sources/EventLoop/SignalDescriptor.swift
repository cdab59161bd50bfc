internal import CEpoll
internal import Glibc
public import SocketKit

/// SI_KERNEL, which Glibc's module leaves out.
private let siginfoOfKernel: Int32 = 0x80

/// Signals as readiness instead of interruption: signalfd(2).
///
/// Making one holds the signals back from the calling thread, and from those it starts afterwards: a program makes it
/// before its first other thread. That is process state, so no library here does it.
public struct SignalDescriptor: ~Copyable, Sendable {
  /// Readable while `next` has something.
  public let descriptor: FileDescriptor

  /// A signal, and who sent it.
  public struct Arrival: Hashable, Sendable {
    /// Which.
    public var signal: Signal
    /// Whether the kernel did, as for Ctrl-C: then all processes in the terminal's foreground have it. Otherwise a process
    /// sent it.
    public var isFromKernel: Bool

    /// An arrival from its parts.
    public init(signal: Signal, isFromKernel: Bool) {
      self.signal = signal
      self.isFromKernel = isFromKernel
    }
  }

  /// Takes these signals over.
  public init(_ signals: [Signal]) throws(Errno) {
    Signal.block(signals)
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal.rawValue) }
    let flags = CInt(SFD_CLOEXEC | SFD_NONBLOCK)
    descriptor = FileDescriptor(
      owning: try SystemCall.run("signalfd4", "\(signals)") { signalfd(-1, &set, flags) })
  }

  /// The next signal that came; call it until it returns nil, so that each is counted.
  ///
  /// The kernel keeps one of each number until it is read (signal(7), "Queueing"): the same one twice in between comes
  /// once.
  public borrowing func next() throws(Errno) -> Signal? { try nextArrival()?.signal }

  /// The same, with its sender: for who passes signals on.
  public borrowing func nextArrival() throws(Errno) -> Arrival? {
    let number = descriptor.rawValue
    var information = signalfd_siginfo()
    do throws(Errno) {
      _ = try SystemCall.run("read", on: number, "signalfd_siginfo") {
        withUnsafeMutableBytes(of: &information) { Glibc.read(number, $0.baseAddress, $0.count) }
      }
      return Arrival(
        signal: Signal(rawValue: CInt(bitPattern: information.ssi_signo)),
        isFromKernel: information.ssi_code == siginfoOfKernel)
    } catch {
      guard error == .wouldBlock else { throw error }
      return nil
    }
  }
}
