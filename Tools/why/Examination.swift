import Observe
import SocketKit
import ToolKit

/// Looks twice at the sockets in question, and in between at all that needs to be seen but once.
struct Examination: ~Copyable {
  private let subject: Subject
  private let settings: Settings
  private var diagnosis: SocketDiagnosis
  /// The sockets of the second look.
  private(set) var sockets: [SocketSnapshot] = []

  /// Processes whose descriptors are counted: more than any service has, and an end for who forks without one.
  private static let mostProcesses = 4096

  init(of subject: Subject, _ settings: Settings) throws(Failure) {
    self.subject = subject
    self.settings = settings
    do throws(SocketDiagnosisError) { diagnosis = try SocketDiagnosis() } catch { throw Failure(error) }
  }

  mutating func run(_ report: Report) throws(Failure) -> Diagnosis {
    let all = try look()
    let countersBefore = Self.counters()
    let end = Timestamp.monotonicNow + Int64(settings.interval / .nanoseconds(1))
    // It may take a second with a hundred thousand descriptors, and costs the wait nothing then.
    let owners = try Self.owners()
    let before = MachineLook(subject.select(all, owners), counters: countersBefore)
    if settings.interval > .seconds(1) { report.progress("watching until the second look") }
    SystemCall.sleep(until: end)
    if settings.interval > .seconds(1) { report.progress("") }
    let later = try look()
    // Who came in between is held by somebody whom the first list does not know.
    let fresh = try Self.owners()
    sockets = subject.select(later, fresh)
    let facts = MachineFacts(
      owners: fresh, descriptors: Self.descriptors(of: sockets, fresh), ports: ports(),
      arePortsGiven: settings.ports != nil, reuse: .current())
    return Diagnosis(before: before, after: MachineLook(sockets, counters: Self.counters()), facts: facts)
  }

  private mutating func look() throws(Failure) -> [SocketSnapshot] {
    do throws(SocketDiagnosisError) { return try diagnosis.sockets(subject.query) } catch { throw Failure(error) }
  }

  private static func owners() throws(Failure) -> SocketOwners {
    do throws(Errno) { return try SocketOwners.scan() } catch { throw Failure(errno: error, doing: "open /proc") }
  }

  /// What cannot be read is not known, and nothing is concluded from it.
  private static func counters() -> ListenCounters { (try? .current()) ?? ListenCounters() }

  private func ports() -> EphemeralPorts? {
    let kernel = try? EphemeralPorts.current()
    return settings.ports.map { EphemeralPorts(range: $0, reserved: kernel?.reserved ?? []) } ?? kernel
  }

  private static func descriptors(of sockets: [SocketSnapshot], _ owners: SocketOwners) -> [CInt: DescriptorUse] {
    var uses: [CInt: DescriptorUse] = [:]
    for socket in sockets where uses.count < mostProcesses {
      guard let process = owners.owners(of: socket.inode).first?.process, uses[process] == nil else { continue }
      uses[process] = try? DescriptorUse(of: process)
    }
    return uses
  }
}

extension Failure {
  /// A dump that did not succeed.
  fileprivate init(_ error: SocketDiagnosisError) {
    switch error {
    case .call(let name, let errno): self.init(errno: errno, doing: "netlink: \(name)")
    case .refused: self.init(.unavailable, "sock_diag: \(error)")
    case .malformed: self.init(.protocolViolation, "sock_diag: \(error)")
    case .incomplete, .interrupted, .tooMany: self.init(.system, "sock_diag: \(error)")
    }
  }
}
