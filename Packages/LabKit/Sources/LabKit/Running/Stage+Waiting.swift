internal import Observe
public import SocketKit
public import ToolKit

// What an experiment waits for: each wait ends, by the thing itself, by patience, or because it cannot come any more.
extension Stage {
  /// Waits for an event without which the experiment has no sense, as a server's `listening`.
  ///
  /// - Throws: the tool's own exit status and what it said on its standard error; 70 when it has none.
  public func require(_ process: ToolProcess, says event: String) throws(Failure) {
    guard !wait(for: process, toSay: event) else { return }
    try checkInterruption()
    let said = process.complaint.isEmpty ? "it did not say `\(event)`" : process.complaint
    throw Failure(process.failureStatus, "\(process.tool): \(said)")
  }

  /// Waits until a tool has told an event so many times.
  ///
  /// - Returns: false when it ended, or patience did, before.
  @discardableResult
  public func wait(for process: ToolProcess, toSay event: String, times: Int = 1) -> Bool {
    wait { process.count(of: event) >= times || process.hasEnded } && process.count(of: event) >= times
  }

  /// Waits until so many connections of a tool's own stack have come to this state; it tells them with `-v`.
  @discardableResult
  public func wait(for process: ToolProcess, toReach state: TCPSocketState, times: Int = 1) -> Bool {
    wait { process.count(of: state) >= times || process.hasEnded } && process.count(of: state) >= times
  }

  /// Waits until a tool that tells its events elsewhere has put so many octets on its standard output.
  ///
  /// - Parameters:
  ///   - process: the tool.
  ///   - octets: since its start.
  ///   - other: another tool, and the event by which it says that they will not come; nil for none.
  @discardableResult
  public func wait(
    for process: ToolProcess, toPrint octets: Int, unless other: (process: ToolProcess, says: String)? = nil
  ) -> Bool {
    wait {
      process.printed >= octets || process.hasEnded || other.map { $0.process.count(of: $0.says) > 0 } ?? false
    } && process.printed >= octets
  }

  /// Waits until a tool ended by itself.
  @discardableResult
  public func waitForEnd(of process: ToolProcess) -> Bool { wait { process.hasEnded } }

  /// Waits until a connection in this state was sampled on each of the hosts.
  ///
  /// - Returns: false when patience ended first, or when a host has no socket left that could come to it.
  @discardableResult
  public func waitForSample(of state: TCPSocketState, on hosts: [LabHost]) -> Bool {
    let before = sampler.looks
    _ = wait {
      hosts.allSatisfy { hasSeen(state, on: $0) || sampler.looks > before && isDeserted($0) }
    }
    return hosts.allSatisfy { hasSeen(state, on: $0) }
  }

  /// Waits until so many sockets of a host were in this state at one look.
  @discardableResult
  public func wait(for count: Int, in state: TCPSocketState, on host: LabHost) -> Bool {
    wait { self.count(of: state, on: host) >= count }
  }

  /// Waits until at most so many sockets of a host are in this state.
  @discardableResult
  public func wait(forAtMost count: Int, in state: TCPSocketState, on host: LabHost) -> Bool {
    wait { self.count(of: state, on: host) <= count }
  }

  /// Waits until a server has read so many octets, all that came, of a connection with this end. That its kernel has
  /// acknowledged them says nothing of the program.
  @discardableResult
  public func wait(forRead octets: Int, at local: SocketAddress, on host: LabHost) -> Bool {
    // It costs the kernel more than all else that is asked, so nobody else asks for it.
    sampler.details = .information
    defer { sampler.details = [] }
    return wait { self.sampler.hasRead(octets, at: local, on: host) }
  }

  /// Looks which congestion control a connection with this end uses, and notes it as an event `congestion-control`. It
  /// waits for such a connection.
  public func noteCongestionControl(at local: SocketAddress, on host: LabHost) {
    sampler.details = .congestionAlgorithm
    defer { sampler.details = [] }
    var name: String?
    _ = wait {
      name = self.sampler.congestionControl(at: local, on: host)
      return name != nil
    }
    guard let name else { return }
    note(
      ToolEvent("congestion-control", [.text("local", local), .text("name", name)]), by: Self.socketTable, on: host)
  }

  /// What such a note is filed under.
  static let socketTable = "sockets"
}
