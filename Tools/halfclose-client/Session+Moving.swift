import EventLoop
import SocketKit
import ToolKit

extension Session {
  /// Reads once, and passes it on.
  mutating func receive() throws(Failure) {
    guard !peerEnded, !isDeaf, !isSettled, passage.isStored, passage.isEchoed else { return }
    do throws(Errno) {
      let echoes = settings.isEchoing && !isHalfClosed && writeFailure == nil
      switch try passage.fill(from: socket, stores: output != nil, echoes: echoes) {
      case .notReady: return
      case .endOfStream:
        if let writeFailure { return fail(writeFailure) }
        return endStream()
      case .octets(let count):
        report.verbose("received", [.integer("octets", count), .integer("total", passage.octetsIn)])
      }
    } catch {
      return fail(error)
    }
    if !passage.isEchoed { echo() }
    // A regular file is never reported as ready.
    while !passage.isStored, output?.isAlwaysReady == true, !isOver { try store() }
  }

  /// What was read goes back.
  mutating func echo() {
    guard !passage.isEchoed, !isSettled else { return }
    do throws(Errno) {
      let taken = try passage.echo(to: socket)
      if taken > 0 { report.verbose("sent", [.integer("octets", taken), .integer("total", passage.octetsOut)]) }
    } catch {
      // What came before RST can still be read.
      writeFailure = error
      passage.dropEcho()
    }
  }

  /// What was read goes to the output.
  mutating func store() throws(Failure) {
    do throws(Errno) {
      try output?.take(&passage)
    } catch {
      // A reader that left ends the tool without a word.
      guard error != .brokenPipe else { return isOver = true }
      throw Failure(file: settings.output ?? "", error)
    }
  }

  /// RST, or that the kernel gave up.
  mutating func fail(_ error: Errno) {
    isSettled = true
    passage.dropEcho()
    noteState()
    if error == .connectionReset || error == .brokenPipe {
      report.event("reset", [.integer("octets", passage.octetsIn)])
    }
    complaint = "\(settings.server): \(error) after \(passage.octetsIn) octets"
  }
}
