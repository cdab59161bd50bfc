internal import Glibc

/// The one door to the kernel: the calls that this package makes on descriptors and processes pass here, and so may a
/// caller's own.
///
/// It reads `errno` before anything else can change it, repeats on EINTR, and shows the call to the recorder when one
/// is installed. `close` does not come through `run`: on Linux the descriptor is gone even when close says EINTR, and
/// a repetition could close somebody else's (close(2), notes).
public enum SystemCall {
  /// Runs one system call.
  ///
  /// - Parameters:
  ///   - name: the call's name in section 2 of the manual, for the recorder.
  ///   - descriptor: the number it works on, if it works on one.
  ///   - arguments: what else it was given, as a person writes it, or what it filled in; computed after the call, and
  ///     only while recording.
  ///   - call: the call itself; −1 means that it failed and left `errno`.
  /// - Returns: what the call returned, never −1.
  /// - Throws: what it left in `errno`, except EINTR, after which it is made again.
  @inlinable @inline(__always)
  public static func run<Result: SignedInteger & FixedWidthInteger>(
    _ name: StaticString, on descriptor: CInt? = nil, _ arguments: @autoclosure () -> String = "",
    _ call: () -> Result
  ) throws(Errno) -> Result {
    if SystemCallRecord.sink != nil {
      return try recorded(name, descriptor, arguments, call)
    }
    while true {
      let result = call()
      if result != -1 { return result }
      let error = Errno.last
      if error != .interrupted { throw error }
    }
  }

  /// The same with the clock read on both sides. Each repetition is a call of its own, as strace would show it.
  @usableFromInline @inline(never)
  static func recorded<Result: SignedInteger & FixedWidthInteger>(
    _ name: StaticString, _ descriptor: CInt?, _ arguments: () -> String, _ call: () -> Result
  ) throws(Errno) -> Result {
    while true {
      let entered = Timestamp.now
      let result = call()
      let error: Errno? = result == -1 ? .last : nil
      SystemCallRecord.deliver(
        SystemCallRecord(
          name: name, descriptor: descriptor, arguments: arguments(), result: Int(truncatingIfNeeded: result),
          error: error, entered: entered, returnedNanoseconds: Timestamp.monotonicNow))
      guard let error else { return result }
      if error != .interrupted { throw error }
    }
  }
}
