/// What came of a frame.
public enum Finding: Hashable, Sendable {
  /// Something to look at.
  case alert(Alert)
  /// A flow ended.
  case flow(FlowRecord)
  /// A table is full for the first time; from now on it forgets its oldest entry for a new one.
  case full(WatchTable)
}
