/// Frames under way that arrive in the order in which they were put in.
struct FrameQueue: Sendable {
  struct Element: Sendable {
    var arrival: Int64
    /// Which of all frames of the link it is: what arrives at the same time arrives in this order.
    var order: Int
    var octets: [UInt8]
    /// Whether it is the second of a frame that comes twice.
    var isCopy = false
  }

  private var elements: [Element] = []
  private var head = 0
  /// When the last one arrives, or arrived.
  private var last = Int64.min

  /// Frames that left stay in the array until there are so many, and as many as those that wait.
  private static let slack = 64

  /// When the first arrives, and its order.
  var due: (arrival: Int64, order: Int)? {
    head < elements.count ? (elements[head].arrival, elements[head].order) : nil
  }

  /// When a frame would arrive that is put in now: not before the last one.
  func arrival(notBefore moment: Int64) -> Int64 { max(moment, last) }

  /// - Precondition: it arrives no earlier than the last one.
  mutating func append(_ element: Element) {
    precondition(element.arrival >= last, "a frame would overtake")
    last = element.arrival
    elements.append(element)
  }

  mutating func removeFirst() -> Element {
    var element = Element(arrival: 0, order: 0, octets: [])
    swap(&element, &elements[head])
    head += 1
    if head >= Self.slack, head * 2 >= elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }
}
