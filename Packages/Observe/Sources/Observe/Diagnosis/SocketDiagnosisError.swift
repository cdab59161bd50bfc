public import SocketKit

/// Why a dump of the kernel's sockets did not succeed.
public enum SocketDiagnosisError: Error, Hashable, Sendable {
  /// A system call failed.
  case call(String, Errno)
  /// The kernel answered with an error: `.noSuchFile` or `.invalidArgument` where it has no diagnosis for TCP.
  case refused(Errno)
  /// The kernel lost a part of the answer, or ended before it had said so.
  case incomplete
  /// The table changed under each of the dump's attempts.
  case interrupted(attempts: Int)
  /// An answer that is not what the kernel's headers promise.
  case malformed(NetlinkField, at: Int)
  /// More sockets than `SocketDiagnosis.socketLimit`.
  case tooMany
}

extension SocketDiagnosisError: CustomStringConvertible {
  /// A sentence for a diagnostic, such as "the kernel refused: Invalid argument".
  public var description: String {
    switch self {
    case .call(let name, let error): "\(name): \(error)"
    case .refused(let error): "the kernel refused: \(error)"
    case .incomplete: "a part of the kernel's answer is lost"
    case .interrupted(let attempts): "the kernel's table changed under each of \(attempts) attempts"
    case .malformed(let field, let offset): "the kernel's answer cannot be read: \(field) at octet \(offset)"
    case .tooMany: "more sockets than this program keeps"
    }
  }
}
