import Checksum
import EventLoop
import SocketKit

/// One connection: the file goes out, and whatever the peer sends is read, each direction until its own end.
///
/// Nothing of the file is kept for it: what the kernel would not take is read from the file again. So a peer that does
/// not read costs no memory here.
struct Stream: ~Copyable {
  let socket: StreamSocket
  /// Who is at the other end; nil for an address family that SocketKit does not know.
  let peer: SocketAddress?
  /// What the file had when it was opened.
  let size: Int
  /// When it was accepted: the loop's clock.
  let began: Int64
  var octetsOut = 0
  var octetsIn = 0
  var sumOut = CRC32()
  var sumIn = CRC32()
  /// Our FIN is sent.
  var isHalfClosed = false
  /// The peer's FIN has come.
  var peerEnded = false
  /// Between two chunks.
  var isPausing = false
  /// Ends the pause, or looks whether the kernel has settled it.
  var timer: TimerWheel.Timer?
  var backoff = Backoff()
  /// As the poller has it.
  var interest: Interest? = [.readable, .writable]

  /// Nil once all of it is out.
  private(set) var file: SourceFile?
  let chunk: Int
  private let pauses: Bool
  private var chunkLeft: Int

  /// Chunks to send in one turn, so that small ones do not cost a turn each, nor their connection all turns.
  private static let chunksPerTurn = 64
  /// The most that sendfile(2) is asked for in one turn, 256 KiB, for the sake of the other connections.
  private static let octetsPerTurn = 256 << 10

  init(
    _ socket: consuming StreamSocket, _ peer: SocketAddress?, _ file: consuming SourceFile, _ settings: Settings,
    now: Int64
  ) {
    self.socket = socket
    self.peer = peer
    size = file.size
    self.file = consume file
    chunk = settings.chunk
    chunkLeft = chunk
    pauses = settings.pauseNanoseconds != nil
    began = now
  }

  /// Whether all of the file is with the kernel.
  var isFileOut: Bool { file == nil }

  /// Sends until a pause is due, the socket is full, or others have their turn.
  ///
  /// - Parameter room: anything may be in it afterwards.
  mutating func send(_ room: inout [UInt8]) throws(Ending) {
    guard !isFileOut, !isPausing else { return }
    if octetsOut < size {
      if chunk == 0 { try sendWhole(&room) } else { try sendChunks(&room) }
    }
    guard octetsOut == size else { return }
    do throws(SourceFile.Fault) { try file?.expectEnd(&room) } catch { throw .file(error) }
    file = nil
    isPausing = false
  }

  private mutating func sendChunks(_ room: inout [UInt8]) throws(Ending) {
    let count = try read(&room, at: octetsOut, most: pauses ? chunkLeft : chunkLeft + chunk * (Self.chunksPerTurn - 1))
    var start = 0
    while start < count {
      let piece = room.span.bytes.extracting(start ..< min(start + chunkLeft, count))
      let taken: Int
      do throws(Errno) { taken = try socket.write(piece) } catch { throw Ending(error) }
      sumOut.update(piece.extracting(first: taken))
      octetsOut += taken
      chunkLeft -= taken
      start += taken
      if chunkLeft == 0 {
        chunkLeft = chunk
        isPausing = pauses
      }
      if taken < piece.byteCount { return }
    }
  }

  private mutating func sendWhole(_ room: inout [UInt8]) throws(Ending) {
    let start = octetsOut
    do throws(Errno) {
      octetsOut += try file?.send(to: socket, from: start, most: Self.octetsPerTurn) ?? 0
    } catch {
      throw Ending(error)
    }
    // Nothing taken is a full socket or the file's end: a look at the file tells.
    var summed = start
    repeat {
      let count = try read(&room, at: summed, most: max(1, octetsOut - summed))
      guard octetsOut > summed else { return }
      sumOut.update(room.span.bytes.extracting(first: count))
      summed += count
    } while summed < octetsOut
  }

  private func read(_ room: inout [UInt8], at offset: Int, most: Int) throws(Ending) -> Int {
    do throws(SourceFile.Fault) {
      return try file?.read(into: &room, at: offset, most: most) ?? 0
    } catch {
      throw .file(error)
    }
  }

  /// Reads once.
  ///
  /// - Parameter room: anything may be in it afterwards.
  mutating func receive(_ room: inout [UInt8]) throws(Ending) {
    guard !peerEnded else { return }
    do throws(Errno) {
      switch try socket.read(into: &room) {
      case .notReady: break
      case .endOfStream: peerEnded = true
      case .octets(let count):
        octetsIn += count
        sumIn.update(room.span.bytes.extracting(first: count))
      }
    } catch {
      throw Ending(error)
    }
  }
}
