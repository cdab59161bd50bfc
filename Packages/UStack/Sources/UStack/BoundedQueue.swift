/// First in, first out, and never more than a named count of elements.
///
/// A head index walks through an array; the places before it are given back once they are half of it, so each element
/// moves once at most on average.
struct BoundedQueue<Element> {
  /// The most elements it holds.
  let limit: Int
  private var elements: [Element?] = []
  private var head = 0

  init(limit: Int) { self.limit = limit }

  var count: Int { elements.count - head }
  var isEmpty: Bool { count == 0 }

  /// Puts `element` at the end.
  ///
  /// - Returns: false when the queue is full and stays as it is.
  mutating func append(_ element: Element) -> Bool {
    guard count < limit else { return false }
    elements.append(element)
    return true
  }

  /// Takes the element that waits longest; nil when none does.
  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head]
    elements[head] = nil
    head += 1
    if head * 2 >= elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }
}

extension BoundedQueue: Sendable where Element: Sendable {}
