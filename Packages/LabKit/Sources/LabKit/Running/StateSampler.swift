internal import Observe
internal import SocketKit
internal import ToolKit

/// Looks at the sockets of every host and at the descriptors of every tool, and keeps what changed between two looks.
struct StateSampler: ~Copyable {
  /// The most events kept: an experiment has some hundreds; one that floods is told by its packets.
  static let eventsMax = 200_000

  private(set) var events: [TimelineEvent] = []
  /// How often everything was looked at.
  private(set) var looks = 0
  private var hosts: [HostWatch] = []
  private var processes: [ProcessWatch] = []
  /// What the next samples ask the kernel of each socket, beside its state.
  var details: SocketQuery.Details = []

  /// Opens the sockets' table of each host.
  init(_ hosts: [LabHost]) throws(Failure) {
    for host in hosts { self.hosts.append(try HostWatch(host)) }
  }

  /// Takes a tool's descriptors under watch, from the next sample on.
  mutating func watch(_ process: CInt, on host: LabHost, tool: String) {
    guard let watch = try? ProcessWatch(process, host: host.name, tool: tool) else { return }
    processes.append(watch)
  }

  /// Looks once at everything.
  mutating func sample() {
    looks += 1
    for host in hosts { keep(host.changes(details)) }
    for process in processes { keep(process.changes()) }
  }

  /// Whether a connection in this state was found on the host.
  func hasSeen(_ state: TCPSocketState, on host: LabHost) -> Bool {
    hosts.contains { $0.name == host.name && $0.seen.contains(state) }
  }

  /// How many sockets of the host were in this state when last looked at.
  func count(of state: TCPSocketState, on host: LabHost) -> Int {
    hosts.first { $0.name == host.name }?.count(of: state) ?? 0
  }

  /// Whether the last look found a socket with this end of the host that had received so many octets and held none that
  /// its program has not read; false where `details` did not ask.
  func hasRead(_ octets: Int, at local: SocketAddress, on host: LabHost) -> Bool {
    hosts.contains { $0.name == host.name && $0.hasRead(octets, at: local) }
  }

  /// The congestion control of a connection with this end; nil where there is none, or `details` did not ask.
  func congestionControl(at local: SocketAddress, on host: LabHost) -> String? {
    hosts.first { $0.name == host.name }?.congestionControl(at: local)
  }

  /// Whether the last look found no socket at all on the host.
  func isDeserted(_ host: LabHost) -> Bool { hosts.contains { $0.name == host.name && $0.isDeserted } }

  private mutating func keep(_ changes: [TimelineEvent]) {
    events.append(contentsOf: changes.prefix(Self.eventsMax - events.count))
  }
}

/// The sockets of one host.
private final class HostWatch {
  let name: String
  private(set) var seen: Set<TCPSocketState> = []
  private var table: SocketDiagnosis
  private var follower = SocketFollower()
  private var sockets: [SocketSnapshot] = []

  var isDeserted: Bool { sockets.isEmpty }

  init(_ host: LabHost) throws(Failure) {
    name = host.name
    do throws(Errno) {
      table = try host.inside { () throws(Errno) in
        do throws(SocketDiagnosisError) {
          return try SocketDiagnosis()
        } catch {
          guard case .call(_, let errno) = error else { throw .invalidArgument }
          throw errno
        }
      }
    } catch {
      throw Failure(errno: error, doing: "socket diagnosis in \(host.name)")
    }
  }

  func count(of state: TCPSocketState) -> Int { sockets.count { $0.state == state } }

  func congestionControl(at local: SocketAddress) -> String? {
    sockets.first { $0.local == local && $0.state != .listen }?.congestionAlgorithm
  }

  func hasRead(_ octets: Int, at local: SocketAddress) -> Bool {
    sockets.contains { socket in
      guard socket.local == local, case .octets(received: 0, _) = socket.queue else { return false }
      return socket.information?.octetsReceived ?? 0 >= octets
    }
  }

  /// A dump that fails shows nothing new; the next one comes in a millisecond.
  func changes(_ details: SocketQuery.Details) -> [TimelineEvent] {
    let began = Timestamp.now
    guard (try? table.read(SocketQuery(details: details), into: &sockets)) != nil else { return [] }
    for socket in sockets { seen.insert(socket.state) }
    return follower.observe(sockets, began: began, ended: .now).map { transition in
      TimelineEvent(
        at: transition.observed, tool: "tcp-states", host: name,
        happening: .transition(
          StateChange(local: transition.local, remote: transition.remote, from: transition.from, to: transition.to)))
    }
  }
}

/// The descriptors of one tool.
private final class ProcessWatch {
  private let host: String
  private let tool: String
  private var descriptors: ProcessDescriptors
  private var follower = DescriptorFollower()

  init(_ process: CInt, host: String, tool: String) throws(Errno) {
    self.host = host
    self.tool = tool
    descriptors = try ProcessDescriptors(of: process)
  }

  func changes() -> [TimelineEvent] {
    let began = Timestamp.now
    let open = descriptors.look()
    return follower.observe(open, began: began, ended: .now).map { transition in
      TimelineEvent(
        at: transition.observed, tool: tool, host: host,
        happening: .descriptor(
          DescriptorChange(
            process: Int(descriptors.process), number: Int(transition.descriptor.number),
            target: "\(transition.descriptor.target)", isOpen: transition.change == .opened)))
    }
  }
}
