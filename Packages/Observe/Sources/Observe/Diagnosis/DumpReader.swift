internal import CInetDiag
internal import CMnl
internal import SocketKit

/// Reads the datagrams of one dump, in the order they come. It knows no socket: any octets may be given to it.
struct DumpReader {
  /// Ours; messages of an earlier dump that was given up have another, and are passed over.
  let sequence: UInt32
  /// The most sockets to keep.
  let limit: Int
  /// NLMSG_DONE was read.
  private(set) var isFinished = false
  /// NLM_F_DUMP_INTR was read: the table changed, and the parts do not fit together.
  private(set) var isInterrupted = false

  init(sequence: UInt32, limit: Int) {
    self.sequence = sequence
    self.limit = limit
  }

  /// Appends the sockets that one datagram describes.
  ///
  /// - Throws: `.malformed`, `.refused`, `.incomplete`, `.tooMany`; then `sockets` has those before it.
  mutating func read(
    _ datagram: RawSpan, into sockets: inout [SocketSnapshot]
  ) throws(SocketDiagnosisError) {
    var offset = 0
    while offset < datagram.byteCount, !isFinished {
      let message = try NetlinkMessage(datagram, at: offset)
      offset = message.end
      guard message.sequence == sequence else { continue }
      if message.flags & Int(NLM_F_DUMP_INTR) != 0 { isInterrupted = true }
      let payload = datagram.extracting(message.payload)
      switch message.kind {
      case Int(NLMSG_DONE):
        // Its number is optional: some dumps end without one.
        if payload.byteCount >= 4 { try check(payload, at: message.payload.lowerBound) }
        isFinished = true
      case Int(NLMSG_ERROR): try check(payload, at: message.payload.lowerBound)
      case Int(NLMSG_OVERRUN): throw .incomplete
      case Int(TCPDIAG_GETSOCK), Int(SOCK_DIAG_BY_FAMILY):
        guard sockets.count < limit else { throw .tooMany }
        sockets.append(try SocketMessage.decode(payload, at: message.payload.lowerBound))
      default: break
      }
    }
  }

  /// The number that NLMSG_ERROR and NLMSG_DONE begin with: negative for an error, else all is well.
  private func check(_ payload: RawSpan, at offset: Int) throws(SocketDiagnosisError) {
    guard payload.byteCount >= 4 else { throw .malformed(.errorNumber, at: offset) }
    let number = payload.unsafeLoadUnaligned(as: Int32.self)
    if number < 0 { throw .refused(Errno(rawValue: 0 &- number)) }
  }
}
