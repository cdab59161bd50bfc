/// One line of strace(1) in the form that `StraceCommand` asks for: a thread, a moment, and what happened.
///
/// Source: strace(1), "DESCRIPTION".
struct StraceLine {
  /// What the line is about. The octets are its own, not yet taken apart.
  enum Content {
    /// A whole call: `name(arguments) = result`.
    case call(ArraySlice<UInt8>)
    /// The first half of one that another thread's line has cut.
    case unfinished(ArraySlice<UInt8>)
    /// Its second half, which begins where the first ended.
    case resumed(name: String, ArraySlice<UInt8>)
    /// A signal was delivered.
    case signal(name: String)
    /// The thread is over.
    case end(TracedEnd.Cause)
    /// Another thread of the process executed a program, and has this one's number from now on.
    case superseded(by: Int32)
    /// Stops of job control, and what another version of strace may say.
    case other
  }

  var thread: Int32
  var nanoseconds: Int64
  var content: Content

  /// - Returns: nil for a line of another form.
  init?(_ line: [UInt8]) {
    var rest = line[...]
    guard let thread = Int32(exactly: rest.takeNumber() ?? -1), thread > 0, rest.dropSpaces(),
      let nanoseconds = rest.takeSeconds(), rest.dropSpaces(), !rest.isEmpty
    else { return nil }
    self.thread = thread
    self.nanoseconds = nanoseconds
    content = Self.content(rest)
  }

  private static func content(_ text: ArraySlice<UInt8>) -> Content {
    if let inside = text.between("--- ", " ---") { return signal(inside) }
    if let inside = text.between("+++ ", " +++") { return end(inside) }
    if let inside = text.dropping(prefix: "<... ") {
      guard let mark = inside.firstRange(of: Array(" resumed>".utf8)) else { return .other }
      return .resumed(name: inside[..<mark.lowerBound].text, inside[mark.upperBound...])
    }
    if let half = text.dropping(suffix: unfinished) { return .unfinished(half) }
    return .call(text)
  }

  /// What stands where a line was cut, and where a call will not return.
  static let unfinished = " <unfinished ...>"

  /// "SIGCHLD {si_signo=SIGCHLD, …}", or "stopped by SIGSTOP".
  private static func signal(_ text: ArraySlice<UInt8>) -> Content {
    guard text.starts(with: "SIG".utf8), let end = text.firstIndex(of: UInt8(ascii: " ")) else { return .other }
    return .signal(name: text[..<end].text)
  }

  private static func end(_ text: ArraySlice<UInt8>) -> Content {
    if var status = text.dropping(prefix: "exited with ") {
      return status.takeNumber().map { .end(.exited($0)) } ?? .other
    }
    if let signal = text.dropping(prefix: "killed by ") {
      return .end(.killed(signal.prefix { $0 != UInt8(ascii: " ") }.text))
    }
    guard var other = text.dropping(prefix: "superseded by execve in pid "),
      let thread = Int32(exactly: other.takeNumber() ?? -1)
    else { return .other }
    return .superseded(by: thread)
  }
}
