public import ToolKit
public import UStack

/// The states that a connection goes through, told as it moves. What it passed between two looks is not seen.
public struct StateTrail: Sendable {
  private let ends: FourTuple
  private var last: TCPStateName

  /// The trail of the connection with these ends, which is in this state.
  public init(of ends: FourTuple, from state: TCPStateName) {
    self.ends = ends
    last = state
  }

  /// Looks where it is, and tells where it came from when it has moved.
  ///
  /// - Parameters:
  ///   - state: where it is now.
  ///   - report: says it with `-v` only.
  public mutating func move(to state: TCPStateName, _ report: Report) {
    guard state != last else { return }
    report.verbose(
      "state",
      [
        .text("local", ends.local), .text("remote", ends.remote), .text("from", last.rawValue),
        .text("to", state.rawValue),
      ])
    last = state
  }
}
