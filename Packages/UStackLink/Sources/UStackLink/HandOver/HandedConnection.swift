internal import Synchronization
public import UStack

/// A connection of a stack that another thread drives, in the hands of an application.
///
/// No call waits. When it goes away, the stack is done with it as after `TCP.close`: what was written is still delivered.
///
/// It belongs to one thread at a time, which is why no call may overlap another.
public struct HandedConnection: ~Copyable, Sendable {
  private let state: HandedState
  private let desk: DeskState

  init(_ state: HandedState, _ desk: DeskState) {
    self.state = state
    self.desk = desk
  }

  deinit {
    if state.leave == .no { state.leave = .gone }
    touch()
  }

  /// The other end.
  public var peer: TransportAddress { state.peer }

  /// Moves what came into `output`, as much as fits.
  ///
  /// - Returns: as `TCP.read`; `.octets(0)` never.
  public mutating func read(into output: inout OutputSpan<UInt8>) -> TCP.ReadResult {
    // The end first: it was set when all octets were in.
    let end = state.end
    let count = state.incoming.read(into: &output)
    if count > 0, state.waitsForRoom.exchange(false, ordering: .sequentiallyConsistent) { touch() }
    return count > 0 ? .octets(count) : state.incoming.waiting > 0 ? .nothing : end
  }

  /// Takes octets to be sent.
  ///
  /// - Returns: how many were taken, from the front: 0 when there is no room, or nobody takes them any more.
  public mutating func write(_ octets: RawSpan) -> Int {
    guard !state.outgoing.isFinished else { return 0 }
    if case .failed = state.end { return 0 }
    let count = state.outgoing.write(octets)
    if count > 0 { touch() }
    return count
  }

  /// There is no more to say; reading goes on.
  public mutating func finish() {
    state.outgoing.finish()
    touch()
  }

  /// Gives the connection up: the peer is reset, what was not delivered is lost.
  public consuming func abort() { state.leave = .aborted }

  private borrowing func touch() {
    desk.marks.mark(state.place)
    desk.stackBell.ring()
  }
}
