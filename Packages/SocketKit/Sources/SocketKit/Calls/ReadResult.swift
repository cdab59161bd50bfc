/// What one read found. Three cases, so that "nothing yet" cannot be taken for "nothing ever".
public enum ReadResult: Hashable, Sendable {
  /// That many octets now lie at the buffer's start; at least 1.
  case octets(Int)
  /// The peer closed its writing side, or the file is over. It stays so.
  case endOfStream
  /// A nonblocking descriptor has nothing now.
  case notReady
}
