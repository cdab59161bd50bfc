internal import CSocketShims

extension FileDescriptor {
  /// A process, ours or not, as a descriptor that is readable from its end on: pidfd_open(2).
  ///
  /// - Throws: `.noSuchProcess` when there is none of that number.
  public static func process(_ number: CInt) throws(Errno) -> FileDescriptor {
    FileDescriptor(owning: try SystemCall.run("pidfd_open", "\(number)") { csocket_pidfd_open(number) })
  }
}
