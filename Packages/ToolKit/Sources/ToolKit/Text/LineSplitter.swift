/// Lines out of a stream that comes in pieces of any size.
///
/// Feed a piece, take lines until there are none, feed the next: then it never holds more than one piece and one
/// line. A line ends at its LF, which is not part of it; a CR before that is, and the caller's to remove.
public struct LineSplitter: Sendable {
  /// What the stream holds next.
  public enum Line: Hashable, Sendable {
    /// A line without its LF; it may be empty.
    case line([UInt8])
    /// A line longer than the limit, told once, as soon as that is known. None of it is kept, and the rest of it is
    /// passed over.
    case tooLong
  }

  /// The longest line accepted, in octets, without its LF.
  public let limit: Int
  private var pending: [UInt8] = []
  /// Before it all octets were given out.
  private var start = 0
  /// Before it stands no LF.
  private var searched = 0
  private var isSkipping = false
  private var isFinished = false

  /// A splitter at the start of a stream.
  ///
  /// - Parameter limit: the longest line accepted, in octets; at least 1.
  public init(limit: Int) {
    precondition(limit > 0, "no room for a line")
    self.limit = limit
  }

  /// Takes the stream's next piece.
  public mutating func feed(_ octets: [UInt8]) {
    compact()
    pending.append(contentsOf: octets)
  }

  /// Takes the stream's next piece from a buffer that is not kept.
  public mutating func feed(_ octets: RawSpan) {
    compact()
    octets.withUnsafeBytes { pending.append(contentsOf: $0) }
  }

  /// Says that the stream has ended: what stands after the last LF is a line too.
  public mutating func finish() { isFinished = true }

  /// The next line.
  ///
  /// - Returns: nil when more octets are needed, or, after `finish`, when there are no more.
  public mutating func next() -> Line? {
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = pending[start ..< end]
        let wasSkipping = isSkipping
        isSkipping = false
        start = end + 1
        searched = start
        if wasSkipping { continue }
        return line.count > limit ? .tooLong : .line(Array(line))
      }
      searched = pending.count
      return rest()
    }
  }

  /// What can be said of a line whose end was not seen.
  private mutating func rest() -> Line? {
    let length = pending.count - start
    if isSkipping || length > limit {
      drop()
      defer { isSkipping = true }
      return isSkipping ? nil : .tooLong
    }
    guard isFinished, length > 0 else { return nil }
    defer { drop() }
    return .line(Array(pending[start...]))
  }

  private mutating func drop() {
    start = pending.count
    searched = start
  }

  /// Once a piece, so that each octet is moved at most once however many lines a piece has.
  private mutating func compact() {
    pending.removeFirst(start)
    searched -= start
    start = 0
  }
}
