import Glibc
import SocketKit
import Testing

@testable import LabKit

/// Whether strace may trace here: a container can forbid it.
private let mayTrace: Bool = {
  guard let strace = Spawn.search("strace"), var child = try? ChildProcess(Spawn(strace, ["-o", "/dev/null", "true"]))
  else { return false }
  return child.wait() == .exited(0)
}()

@Suite("syscalls", .enabled(if: mayTrace, "strace may not trace here")) struct SyscallsTests {
  private let tool = BuiltTool("syscalls")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var file: String { "\(folder.path)/calls" }

  /// What was told of a shell script, and how it ended.
  private func trace(_ script: String, _ options: [String] = []) throws -> (events: [TimelineEvent], outcome: Outcome) {
    let outcome = try tool.run(["-j", "-o", file] + options + ["--", "sh", "-c", script])
    let octets = try FileDescriptor.contents(of: file, limit: 16 << 20)
    let lines = octets.split(separator: UInt8(ascii: "\n"))
    return (try lines.map { try TimelineEvent(line: Array($0)) }, outcome)
  }

  private func calls(_ events: [TimelineEvent]) -> [CallMade] {
    events.compactMap { if case .call(let call) = $0.happening { call } else { nil } }
  }

  @Test(arguments: [("exit 4", 4), ("kill -9 $$", 137), ("kill -11 $$", 139), ("exec /bin/false", 1), ("exit 0", 0)])
  func `ends as its command does`(_ script: String, _ status: Int) throws {
    let (events, outcome) = try trace(script)
    #expect(outcome.status == status)
    #expect(outcome.errorText == "")
    guard case .told(let end)? = events.last?.happening else { Issue.record("\(events)"); return }
    #expect(end.name == "exit" && (end.integer("status") == status || end.text("signal") != nil))
  }

  @Test func `leaves the command its streams and its descriptors' numbers`() throws {
    let script = "read line; echo \"got $line\"; echo bad >&2; ls /proc/self/fd"
    let outcome = try tool.run(["-o", file, "--", "sh", "-c", script], input: Array("hello\n".utf8))
    #expect(outcome.outputText == "got hello\n0\n1\n2\n3\n")
    #expect(outcome.errorText == "bad\n")
  }

  @Test func `tells both ends of a connection, in a child that inherited it too, and a ladder finds its calls`() throws
  {
    var server = try EchoProcess.server()
    let port = try server.port()
    let outcome = try tool.run([
      "-j", "-o", file, "--", "bash", "-c", "exec 5<>/dev/tcp/127.0.0.1/\(port); echo hi >&5; (read x <&5; echo $x)",
    ])
    #expect(outcome.outputText == "hi\n")
    let octets = try FileDescriptor.contents(of: file, limit: 16 << 20)
    let events = try octets.split(separator: UInt8(ascii: "\n")).map { try TimelineEvent(line: Array($0)) }
    let peer = SocketAddress("127.0.0.1:\(port)")
    let connect = try #require(calls(events).first { $0.name == "connect" && $0.arguments == "127.0.0.1:\(port)" })
    let written = try #require(calls(events).first { $0.name == "write" && $0.remote == peer })
    let read = try #require(calls(events).first { $0.name == "read" && $0.remote == peer })
    #expect(written.process == connect.process && written.arguments == "\"hi\\n\", 3" && written.result == 3)
    #expect(read.process != connect.process && read.local == written.local && read.local != nil)
    let timeline = Timeline(merging: events)
    #expect(timeline.entry(of: "connect", at: try #require(read.local), toward: try #require(peer)) != nil)
    #expect(timeline.lives.count { $0.remote == peer } >= 2)
  }

  @Test func `follows children, or the command alone`() throws {
    let script = "(exit 3); exit 2"
    func exits(_ options: [String]) throws -> [Int?] {
      try trace(script, options).events.compactMap {
        if case .told(let event) = $0.happening, event.name == "exit" { event.integer("status") } else { nil }
      }
    }
    #expect(try exits([]) == [3, 2])
    #expect(try exits(["--follow", "none"]) == [2])
    #expect(try exits(["-q"]) == [])
  }

  @Test func `tells the calls it is asked for, and those that make processes`() throws {
    let names = Set(calls(try trace("echo x > /dev/null; (true); true", ["-e", "dup2"]).events).map(\.name))
    #expect(names.contains("dup2") && names.contains("execve") && !names.contains("close"))
  }

  @Test func `loses nothing of a command that writes much into the reader's way`() throws {
    let script = "i=0; while [ $i -lt 500 ]; do echo \"line $i\"; i=$((i+1)); done"
    let outcome = try tool.run(["-q", "-e", "write", "--", "sh", "-c", script])
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("line ") } == 500)
    #expect(lines.count { $0.hasPrefix("syscall name=write fd=1 ") } == 500)
  }

  @Test(arguments: [Signal.terminate, .interrupt, .hangup])
  func `passes a signal on`(_ signal: Signal) throws {
    var child = try EchoProcess("syscalls", ["-o", file, "--", "sh", "-c", "echo started x=1; exec sleep 60"])
    try child.next("started")
    child.send(signal)
    #expect(try child.ending() == .exited(128 + Int(signal.rawValue)))
  }

  @Test func `says when strace is killed, lets the command end, and ends with 69`() throws {
    var child = try EchoProcess(
      "syscalls",
      [
        "-o", file, "--", "sh", "-c",
        "while read key value; do case $key in TracerPid:) kill -9 $value;; esac; done "
          + "< /proc/$$/status; echo survived x=1",
      ])
    try child.next("survived")
    #expect(try child.ending() == .exited(69))
    #expect(try child.errors() == "syscalls: strace: ended before the command, whose calls from now on are missing\n")
  }

  @Test func `ends quietly when its reader leaves, and the command with it`() throws {
    let script = "\(tool.path) -- sleep 60 | head -n 1 > /dev/null; echo ${PIPESTATUS[0]}"
    let outcome = try RunningProgram.run(["bash", "-c", script])
    #expect(outcome.outputText == "0\n")
    #expect(outcome.errorText == "")
  }

  @Test(arguments: [
    (["--", "no-such-command"], 127, "syscalls: no-such-command: not found\n"),
    (["--", "/etc/passwd"], 126, "syscalls: /etc/passwd: no program\n"),
    (["-o", "/dev/full", "--", "true"], 74, "syscalls: /dev/full: No space left on device\n"),
    (["-o", "/nowhere/at/all", "--", "true"], 74, "syscalls: /nowhere/at/all: No such file or directory\n"),
    ([], 64, "syscalls: a command is needed: syscalls -- COMMAND\nsyscalls: try 'syscalls --help'\n"),
  ])
  func `says what is wrong`(_ words: [String], _ status: Int, _ error: String) throws {
    let outcome = try tool.run(words)
    #expect(outcome.status == status)
    #expect(outcome.errorText == error)
  }

  @Test func `says what strace does not understand, and that the command did not run`() throws {
    let outcome = try tool.run(["-e", "nonsense", "--", "echo", "ran"])
    #expect(outcome.status == 69)
    #expect(outcome.outputText == "")
    #expect(outcome.errorText.hasPrefix("strace: invalid system call 'nonsense'\n"))
  }

  @Test func `says how to get strace`() throws {
    let outcome = try RunningProgram.run([tool.path, "--", "/bin/true"], environment: ["PATH=/nowhere"])
    // The folders of the system's administrator are looked into whatever PATH says; strace is in none of them.
    #expect(outcome.status == 69)
    #expect(outcome.errorText == "syscalls: strace: not found: install it (make deps)\n")
  }
}
