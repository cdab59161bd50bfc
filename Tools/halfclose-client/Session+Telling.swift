import Checksum
import EventLoop
import Observe
import SocketKit
import ToolKit

extension Session {
  func tellHalfClosed(by party: String, side: String, octets: Int) {
    report.event(
      "half-closed",
      [
        .text("by", party), seconds("at"), .text("side", side), .integer("octets", octets),
        .text("state", states.last),
      ])
  }

  func tellEnding() {
    report.result(
      "finished",
      [
        .text("states", states.text), seconds("seconds"), .integer("octets_in", passage.octetsIn),
        .integer("octets_out", passage.octetsOut), .text("crc32", passage.sumIn),
        .text("crc32_out", passage.sumOut),
      ])
  }

  /// What is wrong with a stream that came to an end, or did not.
  var shortfall: String? {
    if isInterrupted || isOver { return nil }
    guard peerEnded else {
      return "\(settings.server): closed after \(passage.octetsIn) octets, before the server's end"
    }
    if let expected = settings.expectedOctets, expected != passage.octetsIn {
      return "\(settings.server): \(passage.octetsIn) octets, expected \(expected)"
    }
    if let expected = settings.expectedSum, expected != passage.sumIn.value {
      return "\(settings.server): crc32 \(passage.sumIn), expected \(CRC32(expected))"
    }
    return nil
  }

  /// Remembers the socket's state. Once the kernel has done with the socket, its table tells whether the connection
  /// waits in TIME_WAIT.
  mutating func noteState() {
    guard let state = (try? socket.information())?.state else { return }
    states.note(state == .closed ? lastState() : state)
  }

  private func lastState() -> TCPSocketState {
    guard var table = try? SocketDiagnosis() else { return .closed }
    let query = SocketQuery(states: [.timeWait], port: .local(local.port), details: [])
    let isThere = (try? table.sockets(query))?.contains { $0.local == local && $0.remote == remote } ?? false
    return isThere ? .timeWait : .closed
  }

  private func seconds(_ name: String) -> Field {
    Field(name, .decimal((loop.now - began) / 1000, places: 6))
  }
}
