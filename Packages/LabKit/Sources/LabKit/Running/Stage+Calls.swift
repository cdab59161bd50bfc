internal import ToolKit

// Programs that do nothing of their own: `socket-calls`, which makes the calls that the experiment has in mind.
extension Stage {
  /// Starts one.
  ///
  /// - Throws: as of any tool.
  func startCaller(_ label: String, on host: LabHost) throws(Failure) -> ToolProcess {
    try start("socket-calls", [], on: host, as: label, feeding: true)
  }

  /// Has it make calls, and waits until each is decided.
  ///
  /// - Parameter lines: as socket-calls(1) reads them.
  /// - Returns: false when patience ended first, or it did.
  @discardableResult
  func call(_ caller: ToolProcess, _ lines: String...) -> Bool {
    let all = caller.told.count + lines.count
    for line in lines { begin(caller, line) }
    return wait { caller.told.count >= all || caller.hasEnded } && caller.told.count >= all
  }

  /// Has it make calls, and does not wait for them.
  func begin(_ caller: ToolProcess, _ lines: String...) {
    caller.send(lines.map { "\($0)\n" }.joined())
  }

  /// Ends its input, and with it the program and all its sockets.
  func end(_ caller: ToolProcess) {
    caller.closeInput()
    if !waitForEnd(of: caller) { stop(caller) }
  }

  /// Waits until one of them has told an event.
  @discardableResult
  func waitForAny(of callers: [ToolProcess], toSay event: String) -> Bool {
    wait { callers.contains { $0.count(of: event) > 0 } }
  }
}
