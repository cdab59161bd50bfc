/// Makes events of the lines of strace(1): joins the halves of calls, and finds the process of each thread.
///
/// It knows no kernel and no clock. Its lines must be written as `StraceCommand` asks; what is not is passed over, since
/// versions differ in what they note beside the calls.
public struct StraceReader: Sendable {
  /// The longest line taken, in octets: the arguments that strace does not cut are paths, of 4096 octets each of which
  /// may be written as four.
  public static let lineMax = 65_536
  /// The most threads kept in mind at once; those beyond count as processes, and their cut calls are lost. A server with a
  /// thread a connection has some thousands.
  public static let threadsMax = 8192

  private struct Half: Sendable {
    var entered: Int64
    var text: ArraySlice<UInt8>
  }

  /// First halves of calls, by thread.
  private var halves: [Int32: Half] = [:]
  /// The process of each thread that was seen or made.
  private var processes: [Int32: Int32] = [:]
  /// Threads in the midst of making another, and whether that will be one of their process. Such a one may show before
  /// the call that made it returns.
  private var makers: [(thread: Int32, makesThread: Bool)] = []

  /// A reader that has read nothing.
  public init() {}

  /// Takes the next line, without its LF.
  ///
  /// - Returns: what it tells: nothing, or one event; a call that will not return, before its process's end.
  public mutating func read(_ octets: [UInt8]) -> [TracedEvent] {
    guard let line = StraceLine(octets) else { return [] }
    let process = process(of: line.thread)
    switch line.content {
    case .call(let text):
      return call(text, entered: line.nanoseconds, line.thread, process)
    case .unfinished(let text):
      keep(Half(entered: line.nanoseconds, text: text), of: line.thread)
      return []
    case .resumed(let name, let rest):
      guard let half = take(line.thread), half.text.starts(with: "\(name)(".utf8) else { return [] }
      return call(half.text + rest, entered: half.entered, line.thread, process)
    case .signal(let name):
      return [.signal(TracedSignal(name: name, nanoseconds: line.nanoseconds, process: process))]
    case .end(let cause):
      return end(cause, at: line.nanoseconds, line.thread, process)
    case .superseded(let other):
      halves[line.thread] = halves.removeValue(forKey: other)
      processes[other] = nil
      return []
    case .other:
      return []
    }
  }

  private mutating func call(
    _ text: ArraySlice<UInt8>, entered: Int64, _ thread: Int32, _ process: Int32
  ) -> [TracedEvent] {
    guard let call = StraceCall(text) else { return [] }
    if StraceCall.isMaking(text), let made = call.outcome.result.flatMap({ Int32(exactly: $0) }), made > 0 {
      learn(made, process: call.makesThread ? process : made)
    }
    return [.call(call.traced(entered: entered, process: process, thread: thread))]
  }

  private mutating func end(
    _ cause: TracedEnd.Cause, at nanoseconds: Int64, _ thread: Int32, _ process: Int32
  ) -> [TracedEvent] {
    let open = take(thread).map { call($0.text + ") = ?".utf8, entered: $0.entered, thread, process) } ?? []
    processes[thread] = nil
    guard thread == process else { return open }
    return open + [.end(TracedEnd(cause: cause, nanoseconds: nanoseconds, process: process))]
  }
}

// MARK: - Halves

extension StraceReader {
  private mutating func keep(_ half: Half, of thread: Int32) {
    guard halves.count < Self.threadsMax || halves[thread] != nil else { return }
    halves[thread] = half
    if StraceCall.isMaking(half.text) {
      makers.append((thread, half.text.firstRange(of: Array("CLONE_THREAD".utf8)) != nil))
    }
  }

  private mutating func take(_ thread: Int32) -> Half? {
    makers.removeAll { $0.thread == thread }
    return halves.removeValue(forKey: thread)
  }
}

// MARK: - Threads and processes

extension StraceReader {
  private mutating func process(of thread: Int32) -> Int32 {
    if let known = processes[thread] { return known }
    // Where several are in the midst of it, the one that began first.
    let maker = makers.isEmpty ? nil : makers.removeFirst()
    let process = maker.flatMap { $0.makesThread ? processes[$0.thread] : nil } ?? thread
    learn(thread, process: process)
    return process
  }

  private mutating func learn(_ thread: Int32, process: Int32) {
    guard processes.count < Self.threadsMax || processes[thread] != nil else { return }
    processes[thread] = process
  }
}
