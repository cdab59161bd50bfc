public import SocketKit

/// The kernel's tracepoint for states of TCP sockets, of all network namespaces.
///
/// Source: Linux, Documentation/trace/events.rst, "Event filtering"; ftrace.rst, "trace_clock".
public struct StateTrace: ~Copyable {
  // First, so that it goes first: what is read cannot be removed.
  private let pipe: FileDescriptor
  private let instance: TraceInstance
  private var rest: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  /// For each CPU: some 6000 changes, more than come between two looks.
  private static let bufferKilobytes = 512
  /// The longest line kept: the kernel's have some 250 octets.
  private static let lineMax = 4096

  /// Read in any case, some 20 changes each: a deadline that passes while the process waits for a CPU is no sign of too much.
  private static let readsMin = 16

  /// Begins to trace.
  ///
  /// - Parameter port: of sockets with it at either end; nil for all.
  /// - Throws: `.noSuchFile` or `.notPermitted` where tracefs is not mounted, `.permissionDenied` for who is not root of the
  ///   machine.
  public init(port: UInt16?) throws(Errno) {
    let instance = try TraceInstance()
    // Before all else: from now on nobody takes it for a leftover.
    let pipe = try instance.pipe()
    try instance.set("trace_clock", "mono")
    try instance.set("buffer_size_kb", "\(Self.bufferKilobytes)")
    let ports = port.map { " && (sport == \($0) || dport == \($0))" } ?? ""
    try instance.set("events/sock/inet_sock_set_state/filter", "protocol == 6\(ports)")
    try instance.set("events/sock/inet_sock_set_state/enable", "1")
    self.pipe = pipe
    self.instance = instance
  }

  /// Takes what was told, in the order of time.
  ///
  /// - Parameters:
  ///   - moment: CLOCK_MONOTONIC; when something later was told, the rest is left for the next time.
  ///   - deadline: of the same clock; what was not read by then is thrown away, and counts as lost. Who reads on while
  ///     the kernel tells more comes later each time.
  ///   - body: gets each line.
  /// - Throws: what read(2) says; nothing more is to be had then.
  public mutating func read(
    until moment: Int64, deadline: Int64, _ body: (StateTraceLine) -> Void
  ) throws(Errno) {
    var reads = 0
    repeat {
      reads += 1
      guard let count = try Self.fill(&chunk, from: pipe) else { return }
      rest.append(contentsOf: chunk[..<count])
      var start = rest.startIndex
      var isLate = false
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if let line = StateTraceLine(rest[start ..< end]) {
          body(line)
          if case .change(let change) = line, change.nanoseconds > moment { isLate = true }
        }
        start = end + 1
      }
      rest.removeSubrange(..<start)
      if rest.count > Self.lineMax { rest = [] }
      if isLate { return }
    } while reads < Self.readsMin || Timestamp.monotonicNow < deadline
    rest = []
    try instance.clear()
    body(.lost)
  }

  /// - Returns: nil when there is nothing now.
  private static func fill(_ chunk: inout [UInt8], from pipe: borrowing FileDescriptor) throws(Errno) -> Int? {
    var span = chunk.mutableSpan
    var room = span.mutableBytes
    guard case .octets(let count) = try pipe.read(into: &room) else { return nil }
    return count
  }
}
