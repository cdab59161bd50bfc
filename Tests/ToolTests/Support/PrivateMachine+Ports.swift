import SocketKit
import Testing

/// Ports to use up.
extension PrivateMachine {
  /// One whose ports stay in TIME_WAIT. On a loopback the kernel takes them out after a second, unless told otherwise.
  static func wherePortsStay() throws -> PrivateMachine {
    let machine = try withLoopback()
    try machine.succeed(["sh", "-c", "echo 0 > /proc/sys/net/ipv4/tcp_tw_reuse"])
    return machine
  }

  /// An echo server that runs as long as the machine; its port is below those that the kernel gives.
  func target() throws -> String {
    try succeed(["sh", "-c", "/run/tools/echo-server -q -l 127.0.0.1:8080 > /dev/null &"])
    let listens = try Patience.wait { try succeed(["/run/tools/tcp-states", "-l", "-p", "8080"]) != "" }
    try #require(listens, "no echo-server")
    return "127.0.0.1:8080"
  }

  /// Runs a bomb that complains of nothing.
  func bomb(_ arguments: [String]) throws -> (lines: [String], status: Int?) {
    let outcome = try run(["/run/tools/port-bomb"] + arguments)
    #expect(outcome.errorText == "")
    return (outcome.outputText.split(separator: "\n").map(String.init), outcome.status)
  }
}
