public import ToolKit
public import UStack

/// The states that a connection goes through, told as it moves. What it passed between two looks is not seen.
public struct StateTrail: Sendable {
  private var last: TCPStateName

  /// The trail of a connection that is in this state.
  public init(from state: TCPStateName) { last = state }

  /// Looks where it is, and tells where it came from when it has moved.
  ///
  /// - Parameters:
  ///   - fields: what tells it from others.
  ///   - report: says it with `-v` only.
  public mutating func move(to state: TCPStateName, _ fields: [Field], _ report: Report) {
    guard state != last else { return }
    report.verbose("state", fields + [.text("from", last.rawValue), .text("to", state.rawValue)])
    last = state
  }
}
