internal import CSocketShims
internal import Glibc

extension StreamSocket {
  /// recv(2) once.
  ///
  /// - Parameter buffer: overwritten from its start; octets behind the result keep their value. At least 1 octet.
  /// - Throws: `.connectionReset` when the peer sent RST.
  public borrowing func read(into buffer: inout MutableRawSpan) throws(Errno) -> ReadResult {
    let number = descriptor.rawValue
    let room = buffer.byteCount
    precondition(room > 0, "no room to read into")
    do throws(Errno) {
      let count = try SystemCall.run("recv", on: number, "\(room)") {
        buffer.withUnsafeMutableBytes { recv(number, $0.baseAddress, $0.count, 0) }
      }
      return count == 0 ? .endOfStream : .octets(count)
    } catch {
      guard error == .wouldBlock else { throw error }
      return .notReady
    }
  }

  /// The same into an array, from its start.
  ///
  /// - Parameter buffer: at least 1 octet; not made longer or shorter.
  public borrowing func read(into buffer: inout [UInt8]) throws(Errno) -> ReadResult {
    var span = buffer.mutableSpan
    var room = span.mutableBytes
    return try read(into: &room)
  }

  /// send(2) once, without SIGPIPE.
  ///
  /// - Returns: octets taken from the front of `octets`; 0 when the send buffer is full.
  /// - Throws: `.brokenPipe` or `.connectionReset` when nobody will read them.
  public borrowing func write(_ octets: RawSpan) throws(Errno) -> Int {
    let number = descriptor.rawValue
    return try taken { () throws(Errno) -> Int in
      try SystemCall.run("send", on: number, "\(octets.byteCount) octets") {
        octets.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      }
    }
  }

  /// Two runs of octets in one call and, where they fit, in one segment.
  ///
  /// - Returns: octets taken, `first` before `second`; 0 when the send buffer is full.
  /// - Throws: as `write(_:)`.
  public borrowing func write(_ first: RawSpan, _ second: RawSpan) throws(Errno) -> Int {
    let number = descriptor.rawValue
    return try taken { () throws(Errno) -> Int in
      try SystemCall.run("sendmsg", on: number, "\(first.byteCount) + \(second.byteCount) octets") {
        first.withUnsafeBytes { first in
          second.withUnsafeBytes { second in
            let parts = [
              iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count),
              iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count),
            ]
            return parts.withUnsafeBufferPointer { parts in
              var message = msghdr()
              message.msg_iov = UnsafeMutablePointer(mutating: parts.baseAddress)
              message.msg_iovlen = parts.count
              return sendmsg(number, &message, CInt(MSG_NOSIGNAL))
            }
          }
        }
      }
    }
  }

  /// sendfile(2): octets of a file go out without passing through this process.
  ///
  /// - Parameters:
  ///   - file: a descriptor that can be mapped, such as a regular file's.
  ///   - offset: where to begin, octets from the file's start; moved past what was sent.
  ///   - count: the most octets to send, 1 ... 2³¹−4096; the kernel cuts larger ones itself.
  /// - Returns: octets taken; 0 when the send buffer is full or the file ends at `offset`.
  /// - Throws: as `write(_:)`; but sendfile has no MSG_NOSIGNAL, so a process that does not ignore SIGPIPE
  ///   (`Signal.ignoreBrokenPipe()`) ends instead.
  public borrowing func send(
    file: borrowing FileDescriptor, offset: inout Int, count: Int
  ) throws(Errno) -> Int {
    let number = descriptor.rawValue
    let source = file.rawValue
    var position = off_t(offset)
    let count = try taken { () throws(Errno) -> Int in
      try SystemCall.run("sendfile", on: number, "\(source), \(position), \(count)") {
        sendfile(number, source, &position, count)
      }
    }
    offset = Int(position)
    return count
  }

  private borrowing func taken(_ call: () throws(Errno) -> Int) throws(Errno) -> Int {
    do throws(Errno) {
      return try call()
    } catch {
      guard error == .wouldBlock else { throw error }
      return 0
    }
  }
}
