public import SocketKit

extension Failure {
  /// A file that cannot be opened, read or written: 77 for EPERM and EACCES, otherwise 74.
  ///
  /// - Parameter path: as the user gave it.
  public init(file path: String, _ errno: Errno) {
    let denied = errno == .notPermitted || errno == .permissionDenied
    self.init(denied ? .noPermission : .inputOutput, "\(path): \(errno)")
  }
}
