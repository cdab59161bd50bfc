internal import Glibc

/// The one owner of a kernel file descriptor: closed exactly once, when it goes away.
///
/// Lend it to look (`borrowing`), hand it over to give it up (`consuming`). It cannot be copied by accident;
/// `duplicate()` copies it on purpose.
public struct FileDescriptor: ~Copyable, Sendable {
  /// The number, for epoll and for logs. It means this descriptor only while `self` lives.
  public let rawValue: CInt

  /// Takes ownership: nobody else may close `rawValue` from now on.
  ///
  /// - Parameter rawValue: an open descriptor; a negative number is a caller's mistake and traps.
  public init(owning rawValue: CInt) {
    precondition(rawValue >= 0, "not a descriptor")
    self.rawValue = rawValue
  }

  deinit { Self.closing(rawValue) }

  /// Closes now, instead of at the end of a scope.
  ///
  /// - Throws: a write that the kernel could not finish (EIO, ENOSPC, EDQUOT). The descriptor is gone in any case.
  public consuming func close() throws(Errno) {
    let number = rawValue
    discard self
    if let error = Self.closing(number) { throw error }
  }

  /// Gives up ownership without closing.
  ///
  /// - Returns: the number, which is the caller's to close.
  public consuming func release() -> CInt {
    let number = rawValue
    discard self
    return number
  }

  /// A second descriptor for the same open file, closed on exec.
  public borrowing func duplicate() throws(Errno) -> FileDescriptor {
    let number = rawValue
    return FileDescriptor(
      owning: try SystemCall.run("fcntl", on: number, "F_DUPFD_CLOEXEC") { fcntl(number, F_DUPFD_CLOEXEC, 0) })
  }

  /// Not through `SystemCall.run`: a close is never repeated. EINTR counts as success, since the number is free.
  @discardableResult
  private static func closing(_ number: CInt) -> Errno? {
    let entered = SystemCallRecord.sink == nil ? nil : Timestamp.now
    let result = Glibc.close(number)
    let error: Errno? = result == 0 ? nil : .last
    if let entered {
      SystemCallRecord.deliver(
        SystemCallRecord(
          name: "close", descriptor: number, arguments: "", result: Int(result), error: error, entered: entered,
          returnedNanoseconds: Timestamp.monotonicNow))
    }
    return error == .interrupted ? nil : error
  }
}
