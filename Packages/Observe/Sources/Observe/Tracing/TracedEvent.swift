/// What a line of strace(1) tells of the watched processes.
public enum TracedEvent: Hashable, Sendable {
  /// A call returned, or will never return.
  case call(TracedCall)
  /// A signal was delivered to a thread.
  case signal(TracedSignal)
  /// A process is over; the end of a thread that is not its first is not told.
  case end(TracedEnd)
}

extension TracedEvent {
  /// Whose it is.
  public var process: Int32 {
    switch self {
    case .call(let call): call.process
    case .signal(let signal): signal.process
    case .end(let end): end.process
    }
  }
}
