import EventLoop
import Glibc
import SocketKit

/// Waits until a descriptor is readable; SIGTERM ends the process instead.
func wait(for descriptor: borrowing FileDescriptor, _ signals: borrowing SignalDescriptor) throws(Errno) {
  var poller = try Poller(capacity: 1)
  try poller.add(descriptor, .fixed(0), .readable)
  try poller.add(signals.descriptor, .fixed(1), .readable)
  _ = try poller.wait(until: nil)
  if poller.event(at: 0).token == .fixed(1) { exit(0) }
}

/// Waits for SIGTERM.
func waitForEnd(_ signals: borrowing SignalDescriptor) throws(Errno) {
  var poller = try Poller(capacity: 1)
  try poller.add(signals.descriptor, .fixed(0), .readable)
  _ = try poller.wait(until: nil)
}

/// Serves one connection to its end, as far as the lie has one. An experiment's few octets fit every buffer, so each
/// write takes all.
func serve(_ socket: consuming StreamSocket, _ lie: Lie, _ signals: borrowing SignalDescriptor) throws(Errno) {
  var (octets, lines) = (0, 0)
  var chunk = [UInt8](repeating: 0, count: 64 * 1024)
  while true {
    try wait(for: socket.descriptor, signals)
    var span = chunk.mutableSpan
    var room = span.mutableBytes
    guard case .octets(let count) = try socket.read(into: &room) else { break }
    lines += chunk[..<count].count { $0 == UInt8(ascii: "\n") }
    // FIN in the last answer's segment: after it, the client's might be there first.
    if lie == .closesFirst, lines == 3 { try socket.set(.cork, to: true) }
    if lie != .silent {
      _ = try socket.write(answer(chunk[..<count], isFirst: octets == 0, lie).span.bytes)
    }
    octets += count
    if lie == .dies { kill(getpid(), SIGKILL) }
    if lie == .closesFirst, lines == 3 { try socket.shutdown(.writing) }
  }
  switch lie {
  case .resets: socket.abort()
  // Its process holds it until that ends.
  case .neverCloses: _ = socket.intoDescriptor().release()
  default: break
  }
}

private func answer(_ octets: ArraySlice<UInt8>, isFirst: Bool, _ lie: Lie) -> [UInt8] {
  var answer = Array(octets)
  guard isFirst else { return answer }
  switch lie {
  case .dropsOctet: answer.removeFirst()
  case .changesOctet: answer[0] ^= 0x20
  default: break
  }
  return answer
}
