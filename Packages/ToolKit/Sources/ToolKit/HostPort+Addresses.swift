public import SocketKit

extension HostPort {
  /// As `resolve()`, with a failure that a tool can end with.
  ///
  /// - Throws: 69.
  public func addresses() throws(Failure) -> [SocketAddress] {
    do throws(ResolutionError) {
      return try resolve()
    } catch {
      throw Failure(error)
    }
  }
}
