/// CLOSED: there is no connection, so all there is is what a segment for none is told.
///
/// Source: RFC 9293 §3.10.7.1.
enum Closed {
  /// - Returns: a RST for any segment but a RST, which is dropped lest two hosts reset each other for ever.
  static func receiving(_ segment: IncomingSegment) -> TCPOutcome {
    segment.isReset ? .drop : .refuse(with: ResetNumbers(answering: segment))
  }
}
