/// How much a tool says, by the names that logs have for it.
public enum LogLevel: String, Hashable, Sendable, CaseIterable {
  /// Every step, as `-v`.
  case debug
  /// What is worth knowing, unless `-v` or `-q` say otherwise.
  case info
  /// The answer and what went wrong, as `-q`.
  case warn
  /// The answer and why the tool ends, if it fails.
  case error

  /// Whether what went wrong is said although the tool goes on.
  public var tellsWarnings: Bool { self != .error }
}

extension Report {
  /// The same as loud as a level says; `info` leaves it as it is.
  public func at(_ level: LogLevel) -> Report {
    switch level {
    case .info: self
    case .debug: Report(tool: tool, isJSON: isJSON, loudness: .verbose, isColored: isColored, stream: stream)
    case .warn, .error: Report(tool: tool, isJSON: isJSON, loudness: .quiet, isColored: isColored, stream: stream)
    }
  }
}
