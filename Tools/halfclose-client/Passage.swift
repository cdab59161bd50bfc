import Checksum
import SocketKit

/// The octets of one read, until they have gone everywhere: to the output, and back to the server. Then comes the next
/// read, so that nobody who is slow costs more than one buffer.
struct Passage {
  private var octets: [UInt8]
  private var count = 0
  private var stored = 0
  private var echoed = 0
  /// Octets read so far.
  private(set) var octetsIn = 0
  /// Octets written back so far.
  private(set) var octetsOut = 0
  /// The sum of what was read.
  private(set) var sumIn = CRC32()
  /// The sum of what was written back.
  private(set) var sumOut = CRC32()

  init(capacity: Int) { octets = [UInt8](repeating: 0, count: capacity) }

  var isStored: Bool { stored == count }
  var isEchoed: Bool { echoed == count }

  /// Reads; only when all before has gone.
  ///
  /// - Parameters:
  ///   - stores: whether it has to go to an output.
  ///   - echoes: whether it has to go back.
  mutating func fill(from socket: borrowing StreamSocket, stores: Bool, echoes: Bool) throws(Errno) -> ReadResult {
    let result = try socket.read(into: &octets)
    if case .octets(let count) = result {
      self.count = count
      octetsIn += count
      var sum = sumIn
      sum.update(octets.span.bytes.extracting(first: count))
      sumIn = sum
      stored = stores ? 0 : count
      echoed = echoes ? 0 : count
    }
    return result
  }

  /// Writes to the output.
  ///
  /// - Parameter limit: the most octets to offer.
  mutating func store(to output: borrowing FileDescriptor, limit: Int) throws(Errno) {
    stored += try output.write(octets.span.bytes.extracting(stored ..< stored + min(count - stored, limit)))
  }

  /// Writes to the socket what is not back there yet.
  ///
  /// - Returns: octets that the kernel took.
  mutating func echo(to socket: borrowing StreamSocket) throws(Errno) -> Int {
    let taken = try socket.write(octets.span.bytes.extracting(echoed ..< count))
    var sum = sumOut
    sum.update(octets.span.bytes.extracting(echoed ..< echoed + taken))
    sumOut = sum
    echoed += taken
    octetsOut += taken
    return taken
  }

  /// Nothing goes back any more.
  mutating func dropEcho() { echoed = count }
}
