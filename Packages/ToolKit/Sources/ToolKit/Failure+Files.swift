public import SocketKit

extension Failure {
  /// A file that cannot be opened, read or written: 77 for EPERM and EACCES, otherwise 74.
  ///
  /// - Parameters:
  ///   - path: as the user gave it.
  ///   - errno: what the kernel said of it.
  public init(file path: String, _ errno: Errno) {
    let denied = errno == .notPermitted || errno == .permissionDenied
    self.init(denied ? .noPermission : .inputOutput, "\(path): \(errno)")
  }
}
