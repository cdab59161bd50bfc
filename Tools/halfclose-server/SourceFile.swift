import SocketKit

/// The file as one connection gets it: opened anew for each, so that each gets what has the name then.
struct SourceFile: ~Copyable {
  let descriptor: FileDescriptor
  /// Octets that it had when it was opened: so many go out, no more and no less.
  let size: Int

  /// Why a file cannot be sent, or not to its end.
  enum Fault: Error, Hashable, CustomStringConvertible {
    case failed(Errno)
    case notRegular(FileStatus.Kind)
    case shrank(to: Int, from: Int)
    case grew(from: Int)

    var description: String {
      switch self {
      case .failed(let errno): "\(errno)"
      case .notRegular(let kind): "a \(kind.rawValue), not a regular file"
      case .shrank(let now, let before): "cut to \(now) of \(before) octets while it was sent"
      case .grew(let before): "longer than the \(before) octets that it had at first"
      }
    }
  }

  init(_ path: String) throws(Fault) {
    let opened: FileDescriptor
    // Not `.read`: a fifo would wait for its writer, and all connections with it.
    do throws(Errno) { opened = try .open(path, .readNow) } catch { throw .failed(error) }
    let status: FileStatus
    do throws(Errno) { status = try opened.status() } catch { throw .failed(error) }
    guard status.kind == .regular else { throw .notRegular(status.kind) }
    descriptor = opened
    size = status.octets
  }

  /// Reads from a place before the end.
  ///
  /// - Parameter most: 1 ...; no more than `room` has and than the file had are read.
  /// - Returns: octets at the front of `room`, at least 1.
  borrowing func read(into room: inout [UInt8], at offset: Int, most: Int) throws(Fault) -> Int {
    let wanted = min(most, room.count, size - offset)
    guard case .octets(let count) = try look(&room, at: offset, wanted) else {
      throw .shrank(to: offset, from: size)
    }
    return count
  }

  /// Hands octets to a socket without reading them.
  ///
  /// - Returns: octets taken; 0 when the socket is full, or the file is shorter than it was.
  borrowing func send(to socket: borrowing StreamSocket, from offset: Int, most: Int) throws(Errno) -> Int {
    var position = offset
    return try socket.send(file: descriptor, offset: &position, count: min(most, size - offset))
  }

  /// Looks whether there is something behind the end.
  borrowing func expectEnd(_ room: inout [UInt8]) throws(Fault) {
    if case .octets = try look(&room, at: size, 1) { throw .grew(from: size) }
  }

  private borrowing func look(_ room: inout [UInt8], at offset: Int, _ count: Int) throws(Fault) -> ReadResult {
    do throws(Errno) {
      var span = room.mutableSpan
      var bytes = span.mutableBytes
      return try descriptor.read(into: &bytes, at: offset, most: count)
    } catch {
      throw .failed(error)
    }
  }
}
