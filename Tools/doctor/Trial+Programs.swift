import LabKit
import SocketKit
import ToolKit

// Programs that others wrote.
extension Trial {
  static func ip() -> Finding {
    onGround { () throws(Failure) in
      try ProgramRun("ip", ["link", "add", "near", "type", "veth", "peer", "name", "far"]).succeed()
      return .yes("made a veth pair in a namespace of its own")
    }
  }

  static func offloads() -> Finding {
    onGround { () throws(Failure) in
      let interface = HostPlan.interface
      try ProgramRun("ip", ["link", "add", interface, "type", "veth", "peer", "name", "far"]).succeed()
      try ProgramRun("ethtool", LinkScript.offloadArguments).succeed()
      return .yes("ethtool switched off those of a veth in a namespace of its own")
    }
  }

  static func nft() -> Finding {
    onGround(still: "the tools, and experiments without a stack in user space") { () throws(Failure) in
      try ProgramRun("nft", ["add", "table", "inet", "doctor"]).succeed()
      return .yes("made a table in a namespace of its own")
    }
  }

  /// With something to trace: a container may have the program, and forbid ptrace(2).
  static func strace() -> Finding {
    let still = "everything here: each tool writes its own calls to TCPLAB_SYSCALLS"
    do throws(Failure) {
      try ProgramRun("strace", ["-o", "/dev/null", "-e", "trace=none", "--", "/bin/sh", "-c", ":"]).succeed()
      return .yes("traced a child")
    } catch {
      return .no(
        error.message, still: still,
        cure: error.status == .unavailable
          ? "install it (make deps)" : "in a container, allow ptrace; sysctl kernel.yama.ptrace_scope=1")
    }
  }

  /// A program that reads captures, and is only wanted by tests and by people.
  static func reader(_ name: String, _ arguments: [String]) -> Finding {
    do throws(Failure) {
      let words = try ProgramRun(name, arguments).succeed()
      return .yes(version(in: words, of: name) ?? "it ran")
    } catch {
      return .no(
        error.message, still: "everything but tests that compare with it; gotcp-dump reads captures too",
        cure: "install it (make deps)")
    }
  }

  /// The line by which a program tells its version: what it has to say of who runs it, and of what it may not read, comes
  /// before, and may begin with its name too.
  private static func version(in words: String, of name: String) -> String? {
    words.split(separator: "\n").first { line in
      line.lowercased().hasPrefix("\(name) ") && line.contains { $0.isASCII && $0.isNumber }
    }.map(String.init)
  }
}
