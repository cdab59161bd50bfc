import SocketKit
import ToolKit

// The events of one connection. Each says whose it is, because those of many are mixed.
extension Stream {
  func tellStart(_ report: Report) {
    report.event("stream-start", [peerField, .integer("chunk", chunk), .integer("size", size)])
  }

  /// What one turn moved.
  func tellMoved(_ report: Report, sent: Int, received: Int) {
    if sent > 0 { report.verbose("sent", [peerField, .integer("octets", sent), .integer("total", octetsOut)]) }
    if received > 0 {
      report.verbose("received", [peerField, .integer("octets", received), .integer("total", octetsIn)])
    }
  }

  func tellEndOfFile(_ report: Report) {
    report.event("end-of-file", [peerField, .integer("octets", octetsOut)])
  }

  /// - Parameters:
  ///   - party: "self" or "peer".
  ///   - octets: what that side has sent.
  func tellHalfClosed(_ report: Report, by party: String, octets: Int, now: Int64) {
    // As it is now: the answer to our FIN may be here already.
    let state = (try? socket.information())?.state.name ?? "unknown"
    report.event(
      "half-closed",
      [peerField, .text("by", party), seconds("at", now), .integer("octets", octets), .text("state", state)])
  }

  func tellEnding(_ report: Report, _ ending: Ending, now: Int64) {
    if ending == .reset { report.event("reset", [peerField, .integer("octets_out", octetsOut)]) }
    report.result(
      "finished",
      [
        peerField, .integer("octets_out", octetsOut), .integer("octets_in", octetsIn), .text("crc32", sumOut),
        .text("crc32_in", sumIn), seconds("seconds", now), .text("end", ending.reason),
      ])
  }

  var peerText: String { peer?.description ?? "unknown" }

  private var peerField: Field { .text("peer", peerText) }

  private func seconds(_ name: String, _ now: Int64) -> Field {
    Field(name, .decimal((now - began) / 1000, places: 6))
  }
}
