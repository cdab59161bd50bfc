internal import Glibc

extension FileDescriptor {
  /// read(2): for pipes, files and terminals. Sockets have their own in `StreamSocket`.
  ///
  /// - Parameter buffer: overwritten from its start; at least 1 octet, since a read of 0 looks like an end.
  public borrowing func read(into buffer: inout MutableRawSpan) throws(Errno) -> ReadResult {
    let number = rawValue
    let room = buffer.byteCount
    precondition(room > 0, "no room to read into")
    do throws(Errno) {
      let count = try SystemCall.run("read", on: number, "\(room)") {
        buffer.withUnsafeMutableBytes { Glibc.read(number, $0.baseAddress, $0.count) }
      }
      return count == 0 ? .endOfStream : .octets(count)
    } catch {
      guard error == .wouldBlock else { throw error }
      return .notReady
    }
  }

  /// pread(2): from a place in a file, whatever was read before; the descriptor's own place does not move.
  ///
  /// - Parameters:
  ///   - buffer: as of `read(into:)`.
  ///   - offset: octets from the file's start, 0 ...; at or behind its end there is only the end.
  ///   - limit: the most octets to read, 1 ...
  public borrowing func read(
    into buffer: inout MutableRawSpan, at offset: Int, most limit: Int = .max
  ) throws(Errno) -> ReadResult {
    let number = rawValue
    let room = min(buffer.byteCount, limit)
    precondition(room > 0, "no room to read into")
    let count = try SystemCall.run("pread64", on: number, "\(room), \(offset)") {
      buffer.withUnsafeMutableBytes { pread(number, $0.baseAddress, room, off_t(offset)) }
    }
    return count == 0 ? .endOfStream : .octets(count)
  }

  /// write(2) once.
  ///
  /// - Returns: octets taken, from the front of `octets`; 0 when a nonblocking descriptor takes none now.
  /// - Throws: `.brokenPipe` when the reader left; the process must ignore SIGPIPE (`Signal.ignoreBrokenPipe`).
  public borrowing func write(_ octets: RawSpan) throws(Errno) -> Int {
    let number = rawValue
    do throws(Errno) {
      return try SystemCall.run("write", on: number, "\(octets.byteCount) octets") {
        octets.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      }
    } catch {
      guard error == .wouldBlock else { throw error }
      return 0
    }
  }

  /// Writes all of `octets`, and waits for a nonblocking descriptor that takes none.
  ///
  /// - Throws: the first error; some octets may have been written before it.
  public borrowing func writeAll(_ octets: RawSpan) throws(Errno) {
    var rest = octets
    while rest.byteCount > 0 {
      let taken = try write(rest)
      rest = rest.extracting(droppingFirst: taken)
      if taken == 0 { _ = try waitUntilWritable() }
    }
  }

  /// Whether reads and writes return instead of waiting.
  public borrowing func setNonblocking(_ nonblocking: Bool) throws(Errno) {
    let number = rawValue
    let flags = try SystemCall.run("fcntl", on: number, "F_GETFL") { fcntl(number, F_GETFL, 0) }
    let wanted = nonblocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK
    guard wanted != flags else { return }
    _ = try SystemCall.run("fcntl", on: number, "F_SETFL") { fcntl(number, F_SETFL, wanted) }
  }
}
