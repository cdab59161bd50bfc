import SocketKit

/// What came of running a tool.
struct Outcome: Hashable, Sendable {
  var ending: ChildProcess.Ending
  var output: [UInt8]
  var error: [UInt8]

  init(ending: ChildProcess.Ending, output: [UInt8], error: [UInt8]) {
    self.ending = ending
    self.output = output
    self.error = error
  }

  /// The exit status; nil when a signal ended it.
  var status: Int? { if case .exited(let status) = ending { status } else { nil } }

  var outputText: String { String(decoding: output, as: UTF8.self) }

  var errorText: String { String(decoding: error, as: UTF8.self) }
}
