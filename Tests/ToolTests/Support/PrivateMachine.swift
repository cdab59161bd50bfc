import Glibc
import SocketKit
import Testing

/// A machine of a test's own, as far as the kernel lends one: processes, mounts, /run and network are apart from
/// everybody else's. What a program leaves there is its own, and nothing else can be taken for it.
///
/// The tools are in /run/tools, where any user finds them. Everything in it ends with this value: it is held by a process
/// that reads from us.
final class PrivateMachine: Sendable {
  private let holder: ChildProcess
  private let input: FileDescriptor
  /// Its process 1, by the number that it has outside.
  let first: CInt

  /// Why there may be none; tests that need one are skipped then.
  static let needs: Comment = "needs unshare(1), nsenter(1), and root or user namespaces"
  static let isPossible = (try? PrivateMachine()) != nil
  /// Whether an ordinary user's run can be tested: root has to become one.
  static let hasOrdinaryUser = isPossible && (geteuid() != 0 || Spawn.search("setpriv") != nil)

  private static let script = """
    mount -t tmpfs -o mode=755 none /run && mkdir /run/tools /run/netns && mount --bind "$0" /run/tools &&
    echo up && exec cat
    """

  init() throws {
    let stdin = try Pipe()
    let stdout = try Pipe()
    let user = geteuid() == 0 ? [] : ["--user", "--map-root-user"]
    var spawn = Spawn(
      try #require(Spawn.search("unshare")),
      user + ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--"]
        + ["/bin/sh", "-c", Self.script, Folder.build])
    spawn.standard = (stdin.readEnd.rawValue, stdout.writeEnd.rawValue, nil)
    spawn.deathSignal = nil
    let holder = try ChildProcess(spawn)
    let input = stdin.intoWriteEnd()
    let output = stdout.intoReadEnd()
    var octets = [UInt8](repeating: 0, count: 3)
    var span = octets.mutableSpan
    var room = span.mutableBytes
    guard case .octets = try output.read(into: &room) else { throw Errno.notPermitted }
    let children = try FileDescriptor.contents(of: "/proc/\(holder.pid)/task/\(holder.pid)/children", limit: 64)
    first = try #require(CInt(String(decoding: children, as: UTF8.self).split(separator: " ").first ?? ""))
    self.holder = holder
    self.input = input
  }

  /// Where a path of the machine is seen from outside.
  func outside(_ path: String) -> String { "/proc/\(first)/root\(path)" }

  /// The words that run a program in it, as its root.
  func words(_ words: [String]) -> [String] {
    let user = geteuid() == 0 ? [] : ["--user", "--preserve-credentials"]
    return ["nsenter", "--target", "\(first)", "--mount", "--net", "--pid"] + user + ["--"] + words
  }

  /// The words that run a program in it without any privilege.
  func ordinaryWords(_ words: [String]) -> [String] {
    let drop =
      geteuid() == 0
      ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
      : ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
    return self.words(drop + words)
  }

  /// Runs a program in it to its end, as its root.
  func run(_ words: [String], input: [UInt8] = []) throws -> Outcome {
    try RunningProgram.run(self.words(words), input: input)
  }

  /// The same, where its failure is the test's.
  @discardableResult
  func succeed(_ words: [String]) throws -> String {
    let outcome = try run(words)
    try #require(outcome.status == 0, "\(words): \(outcome.errorText)")
    return outcome.outputText
  }
}
