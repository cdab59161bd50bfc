internal import SocketKit

/// The kernel's table of TCP sockets, of one network namespace.
///
/// It is the namespace that the calling thread was in when this was made, and stays so: make it inside, and go on using
/// it from outside. No privilege is needed.
///
/// A dump is no moment: the kernel goes through its table bucket by bucket while connections live on. Each socket is
/// shown as it was at some time between the call and its return.
///
/// Source: sock_diag(7), netlink(7).
public struct SocketDiagnosis: ~Copyable, Sendable {
  /// The most sockets that one dump may give: twice the most that the kernel keeps in TIME_WAIT unless told otherwise
  /// (net.ipv4.tcp_max_tw_buckets, 262,144). At some 330 octets each they take 173 MB.
  public static let socketLimit = 524_288

  /// How often a dump is begun anew that the kernel says was interrupted.
  static let attempts = 4

  /// The kernel makes the parts of a dump as long as what is offered, to this length (netlink_recvmsg).
  private static let partOctets = 32 * 1024

  private let socket: NetlinkSocket
  private var room: [UInt8]
  private var sequence: UInt32 = 0

  /// Opens the table of the calling thread's network namespace.
  ///
  /// - Throws: `.call("socket", …)`.
  public init() throws(SocketDiagnosisError) {
    do throws(Errno) { socket = try NetlinkSocket() } catch { throw .call("socket", error) }
    room = [UInt8](repeating: 0, count: Self.partOctets)
  }

  /// One dump.
  ///
  /// - Returns: the sockets in the kernel's order: listeners first.
  public mutating func sockets(_ query: SocketQuery = SocketQuery()) throws(SocketDiagnosisError) -> [SocketSnapshot] {
    var sockets: [SocketSnapshot] = []
    try read(query, into: &sockets)
    return sockets
  }

  /// One dump into an array that is used again, for who looks each millisecond.
  ///
  /// - Parameters:
  ///   - query: which sockets are asked for.
  ///   - sockets: what it has is replaced; its memory is kept. After an error it is empty.
  public mutating func read(
    _ query: SocketQuery, into sockets: inout [SocketSnapshot]
  ) throws(SocketDiagnosisError) {
    for _ in 0 ..< Self.attempts {
      sockets.removeAll(keepingCapacity: true)
      do throws(SocketDiagnosisError) {
        if try attempt(query, into: &sockets) { return }
      } catch {
        sockets.removeAll(keepingCapacity: true)
        drain()
        throw error
      }
    }
    sockets.removeAll(keepingCapacity: true)
    throw .interrupted(attempts: Self.attempts)
  }

  /// - Returns: false when the kernel says that the parts do not fit together.
  private mutating func attempt(
    _ query: SocketQuery, into sockets: inout [SocketSnapshot]
  ) throws(SocketDiagnosisError) -> Bool {
    sequence &+= 1
    var reader = DumpReader(sequence: sequence, limit: Self.socketLimit)
    do throws(Errno) {
      try socket.send(DumpRequest.octets(for: query, sequence: sequence))
    } catch {
      throw .call("sendto", error)
    }
    while !reader.isFinished {
      let count = try receive()
      try reader.read(room.span.bytes.extracting(first: count), into: &sockets)
    }
    return !reader.isInterrupted
  }

  private mutating func receive() throws(SocketDiagnosisError) -> Int {
    do throws(Errno) {
      return try socket.receive(into: &room)
    } catch {
      switch error {
      case .wouldBlock, .noSpace, .noBufferSpace: throw .incomplete
      default: throw .call("recvmsg", error)
      }
    }
  }

  /// Reads to the end of a dump that was given up: the kernel begins no other before. A part
  /// holds dozens of sockets, so their limit is more than enough for parts.
  private mutating func drain() {
    for _ in 0 ..< Self.socketLimit {
      guard let count = try? socket.receive(into: &room), count > 0 else { return }
    }
  }
}
