internal import CSocketShims
internal import Glibc

/// Both ends of a pipe(7), closed on exec.
public struct Pipe: ~Copyable, Sendable {
  /// Where octets come out.
  public let readEnd: FileDescriptor
  /// Where octets go in.
  public let writeEnd: FileDescriptor

  /// Makes a blocking pipe.
  public init() throws(Errno) {
    var ends: (CInt, CInt) = (-1, -1)
    _ = try SystemCall.run("pipe2", "O_CLOEXEC") {
      withUnsafeMutableBytes(of: &ends) { csocket_pipe($0.baseAddress!.assumingMemoryBound(to: CInt.self)) }
    }
    readEnd = FileDescriptor(owning: ends.0)
    writeEnd = FileDescriptor(owning: ends.1)
  }
}

extension Pipe {
  /// Keeps the end where octets come out, and closes the other.
  public consuming func intoReadEnd() -> FileDescriptor { readEnd }

  /// Keeps the end where octets go in, and closes the other.
  public consuming func intoWriteEnd() -> FileDescriptor { writeEnd }
}
