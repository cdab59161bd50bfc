public import SocketKit

/// Makes a history of successive looks at a process's descriptors. It knows no kernel and no clock: both are given.
public struct DescriptorFollower: Sendable {
  private var before: [OpenDescriptor] = []
  private var since: Timestamp?

  /// A follower that has seen nothing.
  public init() {}

  /// Takes the next look.
  ///
  /// - Parameters:
  ///   - descriptors: all that are open, by rising number, each once.
  ///   - began: just before the look.
  ///   - ended: just after it.
  /// - Returns: by rising number; a number that refers to something else now was closed, then opened. The first look
  ///   opens all, without a `since`.
  public mutating func observe(
    _ descriptors: [OpenDescriptor], began: Timestamp, ended: Timestamp
  ) -> [DescriptorTransition] {
    defer { since = began }
    guard descriptors != before else { return [] }
    var transitions: [DescriptorTransition] = []
    func tell(_ change: DescriptorTransition.Change, _ descriptor: OpenDescriptor) {
      transitions.append(
        DescriptorTransition(observed: ended, since: since, change: change, descriptor: descriptor))
    }
    var (old, new) = (before[...], descriptors[...])
    while let first = [old.first?.number, new.first?.number].compactMap({ $0 }).min() {
      let was = old.first?.number == first ? old.removeFirst() : nil
      let isNow = new.first?.number == first ? new.removeFirst() : nil
      if was?.target == isNow?.target { continue }
      if let was { tell(.closed, was) }
      if let isNow { tell(.opened, isNow) }
    }
    before = descriptors
    return transitions
  }
}
