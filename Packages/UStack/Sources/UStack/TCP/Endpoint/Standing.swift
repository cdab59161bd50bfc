/// What the table must know of a connection after anything was done to it.
struct Standing {
  /// Where it is.
  var state: TCPStateName
  /// When it has something to do again, or nil.
  var deadline: Instant?
  /// False when it certainly has nothing to send.
  var maySend: Bool
  /// True when there is something to tell, and somebody to be told.
  var hasNews: Bool
  /// True when it keeps memory for text, and there is no text.
  var isIdle: Bool
  /// True when it will never do anything again, and nobody can ask for it: not even for a RST that is to leave.
  var isForgotten: Bool
}

extension TCPEndpoint {
  /// Where it stands. Mutating, though it changes nothing: so the table lends the connection in its place, where it might
  /// copy it to read it.
  mutating func stand(isInLine: Bool) -> Standing {
    let name = state.name
    // Who is in line to be accepted is kept: what it sent can still be read.
    let isUnknown = awaitsAcceptance && !isInLine
    return Standing(
      state: name, deadline: deadline, maySend: maySend,
      hasNews: !events.isEmpty && !awaitsAcceptance && !isOrphan,
      isIdle: sender.buffer.isIdle || receiver.isIdle,
      isForgotten: name == .closed && farewell == nil && (isOrphan || isUnknown))
  }

  /// False when `transmit` would return nil: asked first, it spares the long way. It may be true for nothing, as when
  /// there is text and the window is closed.
  @inline(__always)
  private var maySend: Bool {
    if farewell != nil { return true }
    guard let flow = state.flow else { return opening?.isDue == true }
    return receiver.wasRead || receiver.acknowledgment.isDue || sender.mayDepart(flow.send) || owesKeepAlive
      || opening?.isDue == true
  }

  /// Gives back the memory that no text is in.
  mutating func tidy() {
    sender.buffer.tidy()
    sender.scoreboard.tidy()
    receiver.tidy()
  }
}
