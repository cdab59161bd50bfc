import Glibc
import SocketKit
import Testing

extension PrivateMachine {
  /// One whose loopback is up; nothing passes there but what the test sends. What is in TIME_WAIT stays there: a late ACK
  /// draws a RST, which ends it elsewhere (RFC 1337).
  static func withLoopback() throws -> PrivateMachine {
    let machine = try PrivateMachine()
    try machine.succeed(["sh", "-c", "ip link set lo up && echo 1 > /proc/sys/net/ipv4/tcp_rfc1337"])
    return machine
  }

  /// Starts a tool in it as its root; the test reads its events as they come.
  func start(_ tool: String, _ arguments: [String]) throws -> EchoProcess {
    try EchoProcess(tool, arguments, before: words([]))
  }

  /// The same without any privilege. The build's folder may be closed to such a user, /run/tools is not.
  func startOrdinary(_ tool: String, _ arguments: [String]) throws -> EchoProcess {
    try EchoProcess(tool, arguments, before: ordinaryWords(["sh", "-c", "exec \"/run/tools/${0##*/}\" \"$@\""]))
  }

  /// Sends a signal to the one process of this name, which what runs it would not pass on.
  func send(_ signal: CInt, to name: String) throws { kill(try process(name), signal) }

  /// Stops the one process of this name, and waits until it stands: what happens then is not seen by it before it is woken.
  ///
  /// - Returns: its number.
  ///
  /// Source: proc(5), State.
  @discardableResult
  func stop(_ name: String) throws -> CInt {
    let pid = try process(name)
    kill(pid, SIGSTOP)
    let stands = try Patience.wait { try Self.status("State", of: pid).hasPrefix("T") }
    try #require(stands, "\(name) does not stop")
    return pid
  }

  /// Waits until the one process of this name has taken the signals that were sent to it out of the kernel's hand.
  ///
  /// Source: proc(5), ShdPnd.
  func expectTaken(by name: String) throws {
    let pid = try process(name)
    let isTaken = try Patience.wait { try Self.status("ShdPnd", of: pid).allSatisfy { $0 == "0" } }
    #expect(isTaken, "\(name) hears no signal")
  }

  /// The number by which the machine itself knows a process.
  func inside(_ pid: CInt) throws -> Int64 {
    try #require(try Self.status("NSpid", of: pid).split(separator: "\t").last.flatMap { Int64($0) })
  }

  private static func status(_ key: String, of pid: CInt) throws -> Substring {
    let status = String(decoding: try FileDescriptor.contents(of: "/proc/\(pid)/status", limit: 1 << 16), as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("\(key):") })
    return line.dropFirst(key.count + 2)
  }
}
