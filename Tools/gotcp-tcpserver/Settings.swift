import ToolKit
import UStackTool

/// What the command line decides.
struct Settings: StackSettings {
  var stack = StackOptions()
  var port = 0
  var echoes = false
  var sinks = false
  /// Octets for each peer; 0 for none.
  var source = 0
  var backlog = 128
  var grace = Duration.seconds(5)

  /// What each peer gets.
  enum Service: Hashable, Sendable {
    /// What it sent.
    case echo
    /// Nothing.
    case sink
    /// So many octets, whatever it sends.
    case source(Int)
  }

  func service() throws(Failure) -> Service {
    guard [echoes, sinks, source > 0].count(where: { $0 }) < 2 else {
      throw Failure(.usage, "one of --echo, --sink and --source at most")
    }
    return source > 0 ? .source(source) : sinks ? .sink : .echo
  }
}
