/// What the table must know of a connection after anything was done to it.
struct Standing {
  /// Where it is.
  var state: TCPStateName
  /// When it has something to do again, or nil.
  var deadline: Instant?
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
      state: name, deadline: deadline, hasNews: !events.isEmpty && !awaitsAcceptance && !isOrphan,
      isIdle: sender.buffer.isIdle || receiver.isIdle,
      isForgotten: name == .closed && farewell == nil && (isOrphan || isUnknown))
  }

  /// Gives back the memory that no text is in.
  mutating func tidy() {
    sender.buffer.tidy()
    sender.scoreboard.tidy()
    receiver.tidy()
  }
}
