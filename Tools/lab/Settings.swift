import LabKit
import SocketKit

/// What the command line says.
struct Settings {
  /// The folder in which each experiment has one.
  var output = "build/lab"
  /// Where tools are looked for first.
  var tools: String?
  /// Each experiment with its phenomenon taken away, in its place.
  var control = false
  /// Whose TCP the servers speak.
  var stack = ServerStack.kernel
  /// Shown on the terminal while it runs.
  var watch = false
  /// How many experiments run at once: most of their time they wait.
  var jobs = 2 * Processors.allowed
  /// How long one waits for one thing.
  var patience = Stage.patienceDefault
  /// How often what failed is done again, when the machine stood still meanwhile.
  var retries = 3
  /// Verdicts as TAP, and nothing else.
  var tap = false
  /// Where verdicts are written as JUnit XML.
  var junit: String?
  /// When runs are drawn on the terminal.
  var ladders = Ladders.auto
  /// Ladders in ASCII.
  var ascii = false
  /// Their width, columns.
  var width = LadderText.widthDefault

  /// When runs are drawn on the terminal.
  enum Ladders: String, CaseIterable {
    /// One that is run alone: those of all together are some twenty thousand lines.
    case auto
    /// Each.
    case always
    /// None.
    case never
  }
}
