public import UStack

extension TCPOpenError {
  /// As diagnostics say it.
  public var words: String {
    switch self {
    case .addressInUse: "is in use"
    case .noPortLeft: "no port is left"
    case .tooManyConnections: "there are too many connections"
    case .invalidAddress: "is not for one host"
    }
  }
}
