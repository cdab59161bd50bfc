/// What the application has not yet heard.
///
/// A full queue drops what comes then: the application that does not listen has lost the newest, and what it reads is
/// still in order.
struct EventQueue: Sendable {
  /// Events that wait at most.
  static let limit = 1_024
  /// Octets of echoes that wait at most: a few of the longest.
  static let octetLimit = 262_144

  private var events = BoundedQueue<StackEvent>(limit: limit)
  private var octets = 0

  var isEmpty: Bool { events.isEmpty }

  /// - Returns: false when there is no room.
  mutating func append(_ event: StackEvent) -> Bool {
    guard octets + event.payloadCount <= Self.octetLimit, events.append(event) else { return false }
    octets += event.payloadCount
    return true
  }

  mutating func popFirst() -> StackEvent? {
    guard let event = events.popFirst() else { return nil }
    octets -= event.payloadCount
    return event
  }
}
