import SocketKit
import ToolKit

/// How a connection ended.
enum Ending: Error, Hashable {
  /// The file is out, and both FINs are acknowledged.
  case complete
  /// The peer sent RST.
  case reset
  /// The kernel gave it up, as after too many retransmissions.
  case failed(Errno)
  /// The file cannot be sent as it was; the peer got RST.
  case file(SourceFile.Fault)
  /// The grace was over; the peer got RST, unless the file was out.
  case interrupted

  init(_ error: Errno) {
    // EPIPE is RST, too: for who writes, or after the peer's FIN.
    self = error == .connectionReset || error == .brokenPipe ? .reset : .failed(error)
  }

  /// The word in `finished`.
  var reason: String {
    switch self {
    case .complete: "fin"
    case .reset: "reset"
    case .failed(let errno): errno.name
    case .file: "file"
    case .interrupted: "interrupted"
    }
  }

  /// What `--once` ends with.
  var status: ExitStatus {
    switch self {
    case .complete, .interrupted: .done
    case .reset, .failed: .negative
    case .file(.failed(let errno)): Failure(file: "", errno).status
    case .file: .inputOutput
    }
  }
}
