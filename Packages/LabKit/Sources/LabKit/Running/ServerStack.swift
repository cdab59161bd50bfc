/// Whose TCP an experiment's server speaks.
public enum ServerStack: String, CaseIterable, Hashable, Sendable {
  /// The kernel's of its host.
  case kernel
  /// One in the server's own process, which borrows its host's address: everything else stays as it is.
  case ustack

  /// What takes a tool's place.
  ///
  /// - Returns: the tool with a stack and its words; nil where there is none that does the same.
  func substitute(for tool: String, _ arguments: [String]) -> (tool: String, arguments: [String])? {
    guard self == .ustack, tool == "echo-server", let option = arguments.firstIndex(of: "-l"),
      arguments.indices.contains(option + 1), let port = arguments[option + 1].split(separator: ":").last
    else { return nil }
    return ("gotcp-tcpserver", ["-p", String(port)])
  }
}
