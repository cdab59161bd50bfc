internal import Glibc
internal import SocketKit
internal import Synchronization

/// The two streams that a tool talks through.
///
/// It calls write(2) itself and not through `SystemCall`: what a tool says about its work is no part of the work, and
/// must not show up among the calls that a timeline is made of.
enum OutputStream: CInt, Sendable {
  case standardOutput = 1
  case standardError = 2

  /// What a pipe that has room takes without waiting: PIPE_BUF of Linux (pipe(7)).
  private static let pipeChunk = 4096
  /// How often who waits for a reader looks whether the tool is to end, in milliseconds: at once to a person, and free of
  /// cost to the machine.
  private static let glance: CInt = 100
  /// The tool was asked to end while its reader took nothing: what is not taken at once is lost from then on.
  private static let isGivenUp = Atomic(false)

  /// Writes all, waiting where it must; a terminal or pipe that somebody made nonblocking is waited for.
  ///
  /// SIGINT and SIGTERM end the waiting where the tool holds them back to read them in its loop, which it can only when
  /// this returns. They are left to the loop.
  ///
  /// - Returns: nil, or why not all was written.
  func write(_ octets: [UInt8]) -> Errno? {
    let chunk = octets.count > Self.pipeChunk && !isRegularFile ? Self.pipeChunk : octets.count
    return octets.withUnsafeBytes { octets in
      var rest = octets[...]
      while !rest.isEmpty {
        guard waitForRoom() else { return nil }
        let taken = Glibc.write(rawValue, UnsafeRawBufferPointer(rebasing: rest).baseAddress, min(rest.count, chunk))
        if taken >= 0 {
          rest = rest.dropFirst(taken)
          continue
        }
        switch Errno.last {
        case .interrupted, .wouldBlock: continue
        case let error: return error
        }
      }
      return nil
    }
  }

  /// - Returns: false when it is not to be waited for any more.
  private func waitForRoom() -> Bool {
    var entry = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    var patience: CInt = 0
    // An error counts as room: write(2) will say which.
    while poll(&entry, 1, patience) == 0 {
      if Signal.isHeld([.interrupt, .terminate]) { Self.isGivenUp.store(true, ordering: .relaxed) }
      if Self.isGivenUp.load(ordering: .relaxed) { return false }
      patience = Self.glance
    }
    return true
  }

  private var isRegularFile: Bool {
    var status = stat()
    return fstat(rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }
}
