public import SocketKit

extension SideBySide {
  /// What one of the programs left.
  public struct Result: Sendable {
    /// Its standard output.
    public var printed: [UInt8]
    /// Its standard error.
    public var complained: [UInt8]
    /// How it ended; nil when it was not started, because somebody pressed Ctrl-C before.
    public var ending: ChildProcess.Ending?

    /// Why it left nothing better, on one line and never empty: the signal that killed it; otherwise what it said on its
    /// standard error, without its own name in front; its exit status, when it said nothing.
    ///
    /// - Parameter program: its own name.
    public func account(of program: String) -> String {
      if case .signalled(let signal) = ending { return "killed by \(signal)" }
      let own = "\(program): "
      let said = String(decoding: complained.prefix(Self.complaintMax), as: UTF8.self)
      let lines = said.split(whereSeparator: \.isNewline)
      let complaint = lines.map { $0.hasPrefix(own) ? $0.dropFirst(own.count) : $0 }.joined(separator: "; ")
      guard complaint.isEmpty else { return complaint }
      guard case .exited(let status) = ending else { return "was not started" }
      return "left no result and said nothing, exit status \(status)"
    }

    /// What is shown of a complaint, octets.
    private static let complaintMax = 2000
  }
}
