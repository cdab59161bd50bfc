internal import Glibc
public import SocketKit

/// The frame of every tool: command line in, lines and an exit status out.
public enum Tool {
  /// What `--version` says, for all tools of the workspace.
  public static let version = "0.1.0"

  /// Reads the command line, runs `body`, and ends the process: the only place in a tool that does.
  ///
  /// Before `body` runs, SIGPIPE and SIGXFSZ are ignored, so that a write fails and does not kill; descriptors 0 to 2 that were closed are held by /dev/null (a socket must not
  /// become somebody's standard output), and system calls are recorded when `TCPLAB_SYSCALLS` names a file.
  ///
  /// - Parameters:
  ///   - command: the declaration.
  ///   - defaults: what holds when neither command line nor environment say otherwise.
  ///   - body: the tool's work: its options, its operands, and where to say what it finds. What it throws is said on
  ///     standard error, `tool: what: why`, and decides the status.
  public static func main<Options>(
    _ command: Command<Options>, _ defaults: Options,
    _ body: (Options, [String], Report) throws(Failure) -> ExitStatus
  ) -> Never {
    Signal.ignoreBrokenPipe()
    Signal.ignoreFileSizeLimit()
    holdStandardDescriptors()
    if let place = firstUnreadableWord {
      let plain = Report(tool: command.name, isJSON: false, loudness: .normal, isColored: false)
      plain.diagnose("word \(place) of the command line is no UTF-8")
      exit(ExitStatus.usage.rawValue)
    }
    exit(run(command, defaults, Array(CommandLine.arguments.dropFirst()), environment: variable, body).rawValue)
  }

  /// Which word of the command line is not UTF-8, from 1 on. Read as text it would name another file, or run another
  /// program, than was meant.
  private static var firstUnreadableWord: Int? {
    (1 ..< max(1, Int(CommandLine.argc))).first { place in
      CommandLine.unsafeArgv[place].map { String(validatingCString: $0) == nil } ?? false
    }
  }

  /// Asks the kernel for what a tool cannot go on without.
  ///
  /// - Parameters:
  ///   - doing: the call and what it works on, such as "signalfd".
  ///   - capability: as of `Failure`.
  ///   - body: asks.
  /// - Throws: what `Failure` makes of an error: status 77 or 71.
  public static func attempt<Value: ~Copyable>(
    _ doing: String, needs capability: String? = nil, _ body: () throws(Errno) -> Value
  ) throws(Failure) -> Value {
    do throws(Errno) {
      return try body()
    } catch {
      throw Failure(errno: error, doing: doing, needs: capability)
    }
  }

  /// `main` for words that come from elsewhere, and without ending the process.
  static func run<Options>(
    _ command: Command<Options>, _ defaults: Options, _ words: [String], environment: (String) -> String?,
    _ body: (Options, [String], Report) throws(Failure) -> ExitStatus
  ) -> ExitStatus {
    let plain = Report(tool: command.name, isJSON: false, loudness: .normal, isColored: false)
    do throws(Failure) {
      switch try command.parse(words, defaults: defaults, environment: environment) {
      case .answer(let question):
        plain.write(Array(answer(question, command, defaults).utf8))
        return .done
      case .run(let options, let operands, let common):
        if let path = environment(SystemCallLog.variable) { SystemCallLog.install(path: path, report: plain) }
        let report = Report(
          tool: command.name, isJSON: common.isJSON, loudness: common.loudness,
          isColored: isColored(common.color, environment))
        return try body(options, operands, report)
      }
    } catch {
      plain.diagnose(error.message)
      if error.status == .usage { plain.diagnose("try '\(command.name) --help'") }
      return error.status
    }
  }

  private static func answer<Options>(
    _ question: CommonOptions.Question, _ command: Command<Options>, _ defaults: Options
  ) -> String {
    switch question {
    case .help: command.help(defaults: defaults)
    case .version: "\(command.name) (tcplab) \(version)\n"
    case .completion(let shell):
      CompletionScript.text(
        for: shell, tool: command.name, options: command.optionDescriptions(defaults: defaults))
    }
  }

  private static func isColored(_ choice: CommonOptions.Color, _ environment: (String) -> String?) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: OutputStream.standardOutput.isTerminal && environment("NO_COLOR") == nil
    }
  }

  /// An empty variable counts as unset.
  private static func variable(_ name: String) -> String? {
    guard let text = getenv(name), text.pointee != 0 else { return nil }
    return String(cString: text)
  }

  /// Opened the wrong way round, so that using one still fails, as it would have when closed.
  private static func holdStandardDescriptors() {
    for (number, access) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] as [(CInt, CInt)]
    where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", access)
    }
  }
}
