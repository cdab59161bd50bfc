public import UStack

extension CloseReason {
  /// As events say it.
  public var words: String {
    switch self {
    case .finished: "finished"
    case .refused: "refused"
    case .reset: "reset"
    case .timedOut: "timed-out"
    case .unreachable: "unreachable"
    case .aborted: "aborted"
    }
  }
}
