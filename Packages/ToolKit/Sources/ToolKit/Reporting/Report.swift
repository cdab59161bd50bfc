internal import Glibc
public import SocketKit

/// Where a tool says what it found: one line an event, written at once, in text or in JSON.
///
/// Each line is one write(2), so lines of several threads do not mix (in a pipe, up to 4096 octets: pipe(7)). A reader
/// that left ends the tool with status 0 and without a word, as `| head` wants it. A disk that is full, or any other
/// error of writing, ends it with 74. Both ends are exit(3): handlers of atexit(3) run, `deinit` does not.
///
/// A reader that does not read is waited for, until SIGINT or SIGTERM comes: the tool ends as it would have then, and what
/// the reader does not take is lost.
public struct Report: Sendable {
  /// The tool's name, in every JSON line and before every diagnostic.
  public let tool: String
  /// Whether lines are JSON.
  public let isJSON: Bool
  /// How much is said.
  public let loudness: Loudness
  /// Whether `painted` paints.
  public let isColored: Bool
  let stream: OutputStream

  init(tool: String, isJSON: Bool, loudness: Loudness, isColored: Bool, stream: OutputStream = .standardOutput) {
    self.tool = tool
    self.isJSON = isJSON
    self.loudness = loudness
    self.isColored = isColored
    self.stream = stream
  }

  /// The same on standard error, for a tool whose standard output carries octets.
  public func toStandardError() -> Report {
    Report(tool: tool, isJSON: isJSON, loudness: loudness, isColored: isColored, stream: .standardError)
  }
}

extension Report {
  /// Says what happened; `-q` silences it.
  public func event(_ name: String, _ fields: [Field] = [], at time: Timestamp = .now) {
    if loudness != .quiet { write(name, fields, time) }
  }

  /// Says what the tool was asked for: its answer, which `-q` leaves.
  public func result(_ name: String, _ fields: [Field] = [], at time: Timestamp = .now) {
    write(name, fields, time)
  }

  /// Says a step of the work, with `-v` only. Neither the fields nor the clock cost anything without it.
  public func verbose(
    _ name: String, _ fields: @autoclosure () -> [Field] = [], at time: @autoclosure () -> Timestamp = .now
  ) {
    if loudness == .verbose { write(name, fields(), time()) }
  }

  /// Writes what is no event, as a drawing or a document: as it is, and a newline.
  public func print(_ text: String) { write(Array(text.utf8) + [UInt8(ascii: "\n")]) }

  /// Text in a colour, where `--color` and the terminal allow it; otherwise the text alone.
  public func painted(_ text: String, _ paint: Paint) -> String {
    isColored ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Shows how far the work is, in one line of standard error that the next call overwrites. For work of more than a
  /// second; on a terminal only, and not with `-q`.
  ///
  /// - Parameter text: at most a line; empty wipes it out, which must come before anything else is written.
  public func progress(_ text: String) {
    guard loudness != .quiet, OutputStream.standardError.isTerminal else { return }
    var line = LineBuffer()
    line.append("\r")
    line.appendShown(text)
    line.append("\u{1B}[K")
    _ = OutputStream.standardError.write(line.octets)
  }

  /// Writes octets as they are.
  public func write(_ octets: [UInt8]) {
    switch stream.write(octets) {
    case nil: return
    case .brokenPipe?: exit(ExitStatus.done.rawValue)
    case let error?:
      diagnose("\(stream == .standardOutput ? "standard output" : "standard error"): \(error)")
      exit(ExitStatus.inputOutput.rawValue)
    }
  }

  /// Says "tool: what: why" on standard error. What a terminal would act on is escaped.
  ///
  /// Standard error that cannot be written is nobody's to hear of.
  public func diagnose(_ message: String) {
    var line = LineBuffer()
    line.append(tool)
    line.append(": ")
    line.appendShown(message)
    line.append(UInt8(ascii: "\n"))
    _ = OutputStream.standardError.write(line.octets)
  }

  private func write(_ name: String, _ fields: [Field], _ time: Timestamp) {
    let event = EventLine(time: time, tool: tool, event: name, fields: fields)
    var line = LineBuffer()
    if isJSON { event.appendJSON(to: &line) } else { event.appendText(to: &line) }
    line.append(UInt8(ascii: "\n"))
    write(line.octets)
  }
}
