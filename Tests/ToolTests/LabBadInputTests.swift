import Glibc
import SocketKit
import Testing

/// Each lack has its status and a sentence that names it; a result that was there before stays whole.
@Suite("lab, given", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabBadInputTests {
  private static let lab = "/run/tools/lab"
  private let machine: PrivateMachine
  private let results: TemporaryFolder

  init() throws {
    machine = try PrivateMachine()
    results = try TemporaryFolder()
  }

  @Test(arguments: [["run", "ecko"], ["run"], ["list", "echo"], ["run", "echo", "--width", "1"], []])
  func `words that say nothing to it, refuses them`(_ words: [String]) throws {
    let outcome = try BuiltTool("lab").run(words)
    #expect(outcome.status == 64)
    #expect(outcome.outputText == "")
    #expect(outcome.errorText.hasPrefix("lab: "))
    if words.last == "ecko" { #expect(outcome.errorText.contains("'ecko'")) }
  }

  @Test(.enabled(if: geteuid() == 0 && PrivateMachine.hasOrdinaryUser, "needs two users"))
  func `a folder that it may not write to, names it`() throws {
    try machine.succeed(["mkdir", "--mode=755", "/run/closed"])
    let words = [Self.lab, "run", "echo", "-o", "/run/closed/lab"]
    let outcome = try RunningProgram.run(machine.ordinaryWords(words))
    #expect(outcome.status == 77)
    #expect(outcome.errorText.hasPrefix("lab: /run/closed/lab") && outcome.errorText.hasSuffix(": Permission denied\n"))
  }

  @Test(arguments: [4, 16, 24, 40, 64])
  func `a full disk, names the file, leaves no half, and keeps the run before`(_ kibioctets: Int) throws {
    try machine.succeed(["mkdir", "/run/disk"])
    try machine.succeed(["mount", "-t", "tmpfs", "-o", "size=1m", "none", "/run/disk"])
    let words = [Self.lab, "run", "echo", "-q", "-o", "/run/disk"]
    try machine.succeed(words)
    let facts = try machine.succeed(["cat", "/run/disk/echo/run.json"])

    let used = Folder.names(in: machine.outside("/run/disk/echo")).count
    try machine.succeed(["sh", "-c", "rm -r /run/disk/echo/[!r]* /run/disk/echo/report.html /run/disk/report"])
    #expect(used == 6)
    try machine.succeed(["mount", "-o", "remount,size=\(kibioctets + 4)k", "none", "/run/disk"])
    let outcome = try machine.run(words)
    #expect(outcome.status == 74)
    #expect(
      outcome.errorText.contains("/run/disk/") && outcome.errorText.contains("No space left on device"),
      "\(outcome.errorText)")
    #expect(Folder.allNames(in: machine.outside("/run/disk")) == ["echo"])
    #expect(try machine.succeed(["cat", "/run/disk/echo/run.json"]) == facts)
  }

  @Test func `no user namespaces, says what would help`() throws {
    // One level may be made, which is the user's; the lab's own would be the second.
    let script = """
      echo 1 > /proc/sys/user/max_user_namespaces && exec unshare --user --map-user=1000 --map-group=1000 "$@"
      """
    let words = ["unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"]
    let outcome = try machine.run(words + [Self.lab, "run", "echo", "-o", results.path])
    #expect(outcome.status == 77)
    #expect(outcome.errorText.contains("user namespace: No space left on device: run as root"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("user.max_user_namespaces"))
    #expect(Folder.allNames(in: results.path) == [])
  }

  @Test func `no tools beside it, names the first that is missing`() throws {
    try machine.succeed(["mkdir", "/run/alone"])
    try machine.succeed(["cp", Self.lab, "/run/alone"])
    let outcome = try machine.run(["/run/alone/lab", "run", "echo", "-o", results.path])
    #expect(outcome.status == 69)
    #expect(outcome.errorText.hasPrefix("lab: capture: not found in /run/alone"), "\(outcome.errorText)")
    #expect(Folder.allNames(in: results.path) == [])
  }

  @Test(arguments: ["ip", "ethtool"]) func `no such system program, names it`(_ program: String) throws {
    for folder in ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"]
    where access("\(folder)/\(program)", F_OK) == 0 {
      try machine.succeed(["mount", "--bind", "/dev/null", "\(folder)/\(program)"])
    }
    let outcome = try machine.run([Self.lab, "run", "echo", "-o", results.path])
    #expect(outcome.status == 69)
    #expect(outcome.errorText.hasPrefix("lab: \(program): not found"), "\(outcome.errorText)")
    #expect(Folder.allNames(in: results.path) == [])
  }

  @Test func `a tool that cannot run, says which and leaves nothing`() throws {
    let tools = try TemporaryFolder()
    chmod(try tools.write("no program\n", to: "capture"), 0o755)
    let outcome = try machine.run([Self.lab, "run", "echo", "--tools", tools.path, "-o", results.path])
    #expect(outcome.status == 71)
    #expect(outcome.errorText == "lab: start capture in client: Exec format error\n")
    #expect(Folder.allNames(in: results.path) == [])
  }

  @Test(arguments: [true, false]) func `something else where the result belongs, leaves it alone`(_ isFolder: Bool)
    throws
  {
    let place = "\(results.path)/echo"
    if isFolder { try machine.succeed(["mkdir", place]) }
    let theirs = try results.write("mine\n", to: isFolder ? "echo/notes" : "echo")
    let outcome = try machine.run([Self.lab, "run", "echo", "-q", "-o", results.path])
    #expect(outcome.status == 74)
    #expect(outcome.errorText.hasPrefix("lab: \(place): not a result of the lab"), "\(outcome.errorText)")
    #expect(Folder.allNames(in: results.path) == ["echo"])
    #expect(try FileDescriptor.contents(of: theirs, limit: 64) == Array("mine\n".utf8))
  }
}
