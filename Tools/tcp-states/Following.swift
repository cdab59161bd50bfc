import EventLoop
import Glibc
import Observe
import SocketKit
import ToolKit

/// Looks again and again, and tells what is different, until a signal ends it or nobody reads any more.
struct Following: ~Copyable {
  private var diagnosis: SocketDiagnosis
  private var poller: Poller
  private let signals: SignalDescriptor
  private let output: FileDescriptor
  private let intervalNanoseconds: Int64
  private var follower = SocketFollower()
  private var sockets: [SocketSnapshot] = []

  init(interval: Duration) throws(Failure) {
    let diagnosis: SocketDiagnosis
    do throws(SocketDiagnosisError) { diagnosis = try SocketDiagnosis() } catch { throw Failure(error) }
    let signals: SignalDescriptor
    do throws(Errno) {
      signals = try SignalDescriptor([.interrupt, .terminate])
    } catch {
      throw Failure(errno: error, doing: "signalfd")
    }
    let output = FileDescriptor(owning: STDOUT_FILENO)
    let poller: Poller
    do throws(Errno) {
      poller = try Self.poller(for: signals, output)
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
    self.diagnosis = consume diagnosis
    self.signals = consume signals
    self.output = consume output
    self.poller = consume poller
    intervalNanoseconds = Int64(interval / .nanoseconds(1))
  }

  private static func poller(
    for signals: borrowing SignalDescriptor, _ output: borrowing FileDescriptor
  ) throws(Errno) -> Poller {
    let poller = try Poller(capacity: 2)
    try poller.add(signals.descriptor, .fixed(0), .readable)
    do throws(Errno) {
      // Without an interest: a reader that leaves is told, also while there is nothing to write to it.
      try poller.add(output, .fixed(1), [])
    } catch {
      guard error == .notPermitted else { throw error }  // A regular file, which nobody leaves.
    }
    return poller
  }

  /// Returns when a signal came, or when the reader left.
  mutating func run(_ settings: Settings, _ report: Report) throws(Failure) {
    // Before the first look, because it takes longer than many an interval.
    let owners = try Listing.owners()
    _ = try look(settings.query(details: .all))
    for socket in sockets { report.result("socket", SocketFields.fields(socket, owners.owners(of: socket.inode))) }
    report.event(
      "following",
      [.integer("sockets", sockets.count), .microseconds("interval_us", nanoseconds: intervalNanoseconds)])

    let query = settings.query(details: [])
    var next = Timestamp.monotonicNow
    while try !isEnded(before: next) {
      let began = Timestamp.monotonicNow
      let transitions = try look(query)
      let took = Timestamp.monotonicNow - began
      report.verbose(
        "look", [.integer("sockets", sockets.count), .microseconds("took_us", nanoseconds: took)])
      for transition in transitions { tell(transition, report) }
      // A look that was late is not made up for.
      next = max(next + intervalNanoseconds, Timestamp.monotonicNow)
    }
  }

  private mutating func look(_ query: SocketQuery) throws(Failure) -> [SocketTransition] {
    let began = Timestamp.now
    do throws(SocketDiagnosisError) {
      try diagnosis.read(query, into: &sockets)
    } catch {
      throw Failure(error)
    }
    return follower.observe(sockets, began: began, ended: .now)
  }

  private func tell(_ transition: SocketTransition, _ report: Report) {
    var fields: [Field] = [.text("local", transition.local), .text("remote", transition.remote)]
    if let from = transition.from { fields.append(.text("from", from)) }
    if let to = transition.to { fields.append(.text("to", to)) }
    if let since = transition.since {
      let stretch = transition.observed.monotonicNanoseconds - since.monotonicNanoseconds
      fields.append(.microseconds("within_us", nanoseconds: stretch))
    }
    if transition.inode != 0 { fields.append(.integer("inode", transition.inode)) }
    report.result("transition", fields, at: transition.observed)
  }

  private mutating func isEnded(before deadline: Int64) throws(Failure) -> Bool {
    do throws(Errno) {
      return try poller.wait(until: deadline) > 0
    } catch {
      throw Failure(errno: error, doing: "epoll_wait")
    }
  }
}
