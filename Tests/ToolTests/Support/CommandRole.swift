import Glibc
import SocketKit

/// What a command line on a page is, as far as whoever runs it has to know.
enum CommandRole: Equatable {
  /// Goes on until it gets SIGTERM, and is ready when it has said this.
  case lasting(ready: String)
  /// Ends by itself. It gets this as its standard input.
  case errand(input: String)
  /// Needs a container engine.
  case engine
  /// A target of the Makefile.
  case target

  /// - Returns: nil for a program that nobody knows how to run.
  init?(_ command: String) {
    switch Self.program(of: command) {
    case "echo-server", "word-server", "fd-leak", "halfclose-server":
      self = command.hasSuffix(" -h") ? .errand(input: "") : .lasting(ready: "listening ")
    case "capture": self = .lasting(ready: "capturing ")
    // It would talk for as long as it was told to; an answer is enough.
    case "word-client": self = .lasting(ready: "reply ")
    // It then waits for an octet that nobody sends.
    case "socket-calls":
      self = .lasting(ready: command.contains("send ") ? "sent " : "set socket=c option=\"keepalive-idle ")
    case "tcp-states" where command.contains(" -f "): self = .lasting(ready: "following ")
    case "echo-client": self = .errand(input: "hello\n")
    case "gotcp-dump", "halfclose-client", "head", "lab-net", "ladder", "multiplex", "port-bomb", "sh", "tcp-load",
      "tcp-states", "tcpdump", "timeline":
      self = .errand(input: "")
    case "docker": self = .engine
    case "make": self = .target
    default: return nil
    }
  }

  /// The program that does the work: without variables before it, and without a host that it runs in.
  static func program(of command: String) -> String {
    var words = command.split(separator: " ")[...]
    words = words.drop { $0.contains("=") }
    if words.starts(with: ["lab-net", "exec"]), let end = words.firstIndex(of: "--") { words = words[(end + 1)...] }
    return String(words.first ?? "")
  }
}
