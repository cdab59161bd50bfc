internal import Glibc
internal import SocketKit

/// The two streams that a tool talks through.
///
/// It calls write(2) itself and not through `SystemCall`: what a tool says about its work is no part of the work, and
/// must not show up among the calls that a timeline is made of.
enum OutputStream: CInt, Sendable {
  case standardOutput = 1
  case standardError = 2

  /// Writes all, waiting where it must; a terminal or pipe that somebody made nonblocking is waited for.
  ///
  /// - Returns: nil, or why not all was written.
  func write(_ octets: [UInt8]) -> Errno? {
    octets.withUnsafeBytes { octets in
      var rest = octets[...]
      while !rest.isEmpty {
        let taken = Glibc.write(rawValue, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if taken >= 0 {
          rest = rest.dropFirst(taken)
          continue
        }
        switch Errno.last {
        case .interrupted: continue
        case .wouldBlock:
          var entry = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
          _ = poll(&entry, 1, -1)
        case let error: return error
        }
      }
      return nil
    }
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }
}
