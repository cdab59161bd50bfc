public import PacketCodec
internal import SocketKit
public import ToolKit

// What a host's kernel knows of its neighbours: no tool tells it, so the stage looks, and notes what it found.
extension Stage {
  /// What such a note is filed under.
  public static let neighborTable = "ip neigh"

  /// Looks at what a host knows of an address, and notes it as an event `neighbor`.
  ///
  /// - Parameters:
  ///   - address: whose entry is looked for.
  ///   - host: whose table it is.
  ///   - moment: what the note is found by.
  /// - Throws: as `LabHost.neighbor`.
  public func note(_ address: IPv4Address, of host: LabHost, when moment: String) throws(Failure) {
    let neighbor = try host.neighbor(address)
    note(
      ToolEvent(
        "neighbor",
        [
          .text("moment", moment), .text("address", address), .text("mac", neighbor?.hardware.map { "\($0)" } ?? ""),
          .text("state", neighbor?.state.rawValue ?? ""),
        ]),
      by: Self.neighborTable, on: host)
  }

  /// Waits until a host knows so much of an address.
  ///
  /// - Returns: false when patience ended first.
  /// - Throws: as `LabHost.neighbor`.
  @discardableResult
  public func wait(
    for address: IPv4Address, of host: LabHost, toBe isRight: (Neighbor?) -> Bool
  ) throws(Failure) -> Bool {
    let end = Timestamp.monotonicNow.addingClamped(patience.wholeNanoseconds)
    while !isRight(try host.neighbor(address)) {
      try checkInterruption()
      guard Timestamp.monotonicNow < end else { return false }
      // A look is a process of its own.
      watch(for: .milliseconds(5))
    }
    return true
  }
}
