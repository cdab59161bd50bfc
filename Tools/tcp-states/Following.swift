import EventLoop
import Glibc
import Observe
import SocketKit
import ToolKit

/// Looks again and again, and tells what is different, until a signal ends it or nobody reads any more.
struct Following: ~Copyable {
  private let settings: Settings
  private let intervalNanoseconds: Int64
  private var diagnosis: SocketDiagnosis
  private var poller: Poller
  private let signals: SignalDescriptor
  private let output: FileDescriptor
  private var follower = SocketFollower()
  private var chains = TracedChains()
  private var numbers = CongestionNumbers()
  private var sockets: [SocketSnapshot] = []

  init(_ settings: Settings) throws(Failure) {
    let diagnosis: SocketDiagnosis
    do throws(SocketDiagnosisError) { diagnosis = try SocketDiagnosis() } catch { throw Failure(error) }
    let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
    let output = FileDescriptor(owning: STDOUT_FILENO)
    let poller: Poller
    do throws(Errno) {
      poller = try Self.poller(for: signals, output)
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
    self.settings = settings
    intervalNanoseconds = Int64(settings.interval / .nanoseconds(1))
    self.diagnosis = consume diagnosis
    self.signals = consume signals
    self.output = consume output
    self.poller = consume poller
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
  mutating func run(_ report: Report) throws(Failure) {
    // Before the first look, because they take longer than many an interval.
    let owners = try Listing.owners()
    let isTraced = beginTracing(report)
    _ = try look(settings.query(details: .all))
    for socket in sockets {
      report.result("socket", SocketFields.fields(socket, owners.owners(of: socket.inode)))
    }
    report.event(
      "following",
      [.integer("sockets", sockets.count), .microseconds("interval_us", nanoseconds: intervalNanoseconds)]
        + (isTraced ? [.integer("traced", 1)] : []))

    _ = numbers.news(of: sockets)
    let query = settings.query(details: settings.isDetailed ? .all : [])
    var next = Timestamp.monotonicNow
    while try !isEnded(before: next) {
      let look = try look(query)
      let took = look.ended.monotonicNanoseconds - look.began.monotonicNanoseconds
      report.verbose(
        "look", [.integer("sockets", sockets.count), .microseconds("took_us", nanoseconds: took)])
      for step in steps(of: look, report) { tell(step, report) }
      if settings.isDetailed {
        for socket in numbers.news(of: sockets) {
          report.result("socket", SocketFields.fields(socket, []), at: look.ended)
        }
      }
      // A look that was late is not made up for.
      next = max(next + intervalNanoseconds, Timestamp.monotonicNow)
    }
  }

  private func beginTracing(_ report: Report) -> Bool {
    guard settings.trace != .off else { return false }
    guard settings.isOfAllStates else {
      // A chain has no two ends that were seen.
      complain("not for a part of the states", report)
      return false
    }
    do throws(Errno) {
      try StateTracing.begin(port: settings.port)
      return true
    } catch {
      complain("\(error)", report)
      return false
    }
  }

  /// Looks are enough for who did not ask for more.
  private func complain(_ reason: String, _ report: Report) {
    if settings.trace == .on { report.diagnose("tracefs: \(reason): changes are told as looks find them") }
  }

  /// Each change by itself: as the kernel told it, or else as far as it is certain.
  private mutating func steps(of look: Look, _ report: Report) -> [SocketTransition] {
    guard settings.isOfAllStates else { return look.transitions }
    let ended = look.ended.monotonicNanoseconds
    do throws(Errno) {
      // The next look comes in time.
      try StateTracing.read(until: ended, deadline: ended + intervalNanoseconds / 2, into: &chains)
    } catch { complain("\(error)", report) }
    var steps: [SocketTransition] = []
    for transition in look.transitions {
      steps += chains.steps(of: transition, began: look.began) ?? transition.steps
    }
    chains.forget(before: look.began)
    return steps.sorted { $0.observed.monotonicNanoseconds < $1.observed.monotonicNanoseconds }
  }

  private struct Look {
    var began: Timestamp
    var ended: Timestamp
    var transitions: [SocketTransition]
  }

  private mutating func look(_ query: SocketQuery) throws(Failure) -> Look {
    let began = Timestamp.now
    do throws(SocketDiagnosisError) {
      try diagnosis.read(query, into: &sockets)
    } catch {
      throw Failure(error)
    }
    let ended = Timestamp.now
    return Look(
      began: began, ended: ended, transitions: follower.observe(sockets, began: began, ended: ended))
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
    if transition.isInferred { fields.append(.integer("inferred", 1)) }
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
