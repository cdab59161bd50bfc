import SocketKit
import Testing

/// A program run to its end.
struct Command {
  /// Its program and arguments; the program is searched for as a shell would.
  var words: [String]
  /// Killed after this many seconds, so that a child that hangs fails its test instead of the run.
  var limitSeconds = 120

  /// What came of it.
  struct Outcome: Equatable, CustomTestStringConvertible {
    /// exit(3)'s status; 124 when it took too long; 128 + the signal that killed it.
    var status: Int
    /// Standard output and standard error as they came.
    var output: String
    var testDescription: String { "exit \(status):\n\(output)" }
  }

  /// More output than any of our programs has; what comes after it is dropped.
  private static let outputLimit = 4 << 20

  init(_ words: String..., limitSeconds: Int = 120) {
    self.init(words: words, limitSeconds: limitSeconds)
  }

  init(words: [String], limitSeconds: Int = 120) {
    self.words = words
    self.limitSeconds = limitSeconds
  }

  func run() throws -> Outcome {
    let silence = try FileDescriptor.open("/dev/null", .read)
    let pipe = try Pipe()
    var request = Spawn("/usr/bin/env", ["timeout", "\(limitSeconds)"] + words)
    request.standard = (silence.rawValue, pipe.writeEnd.rawValue, pipe.writeEnd.rawValue)
    var child = try ChildProcess(request)
    let output = try Self.contents(of: pipe.intoReadEnd())
    switch child.wait() {
    case .exited(let status): return Outcome(status: status, output: output)
    case .signalled(let signal): return Outcome(status: 128 + Int(signal.rawValue), output: output)
    }
  }

  /// Runs it, and fails the test with its output when it does not end well.
  func succeed(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let outcome = try run()
    try #require(outcome.status == 0, "\(words): \(outcome.testDescription)", sourceLocation: sourceLocation)
    return outcome.output
  }

  private static func contents(of source: consuming FileDescriptor) throws(Errno) -> String {
    var octets: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try source.read(into: &room) else { break }
      octets.append(contentsOf: chunk[..<min(count, outputLimit - octets.count)])
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
