import Glibc
import SocketKit
import Testing

/// The plug-in by which Wireshark sees the hosts of lab-net, on a machine that is all the test's.
@Suite("Wireshark's plug-in", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct ExtcapTests {
  private static let folder = "\(Folder.workspace)/packaging/extcap"
  private static let tshark = Spawn.search("tshark")
  private let machine: PrivateMachine

  init() throws {
    machine = try PrivateMachine()
    try machine.succeed(["/run/tools/lab-net", "up"])
  }

  private static func environment(_ words: [String]) -> [String] {
    ["env", "PATH=/run/tools:/usr/sbin:/usr/bin:/sbin:/bin"] + words
  }

  /// Puts the plug-in where Wireshark looks. It has a variable for that, which it does not hear as root.
  private func plugIn() throws {
    let folders = try machine.succeed(["tshark", "-G", "folders"])
    let line = try #require(folders.split(separator: "\n").first { $0.hasPrefix("Extcap path:") })
    try machine.succeed(["mount", "--bind", Self.folder, String(try #require(line.split(separator: "\t").last))])
  }

  private func ask(_ words: String...) throws -> Outcome {
    try machine.run(Self.environment(["\(Self.folder)/tcplab"] + words))
  }

  @Test func `names the hosts that are up`() throws {
    let outcome = try ask("--extcap-interfaces", "--extcap-version=4.0")
    #expect(outcome.status == 0 && outcome.errorText == "")
    let version = try BuiltTool("lab-net").run(["--version"]).outputText.split { " \n".contains($0) }.last ?? ""
    #expect(
      outcome.outputText == """
        extcap {version=\(version)}{display=tcplab}
        interface {value=tcplab-lab-client}{display=client of the network lab, 10.77.0.1}
        interface {value=tcplab-lab-server}{display=server of the network lab, 10.77.0.2}

        """)
    try machine.succeed(["/run/tools/lab-net", "down"])
    #expect(try ask("--extcap-interfaces").outputText == "extcap {version=\(version)}{display=tcplab}\n")
  }

  @Test func `says what frames they have, and that nothing is to be chosen`() throws {
    let links = try ask("--extcap-interface", "tcplab-lab-client", "--extcap-dlts")
    #expect(links.outputText == "dlt {number=1}{name=EN10MB}{display=Ethernet}\n" && links.status == 0)
    let choices = try ask("--extcap-config", "--extcap-interface=tcplab-lab-client")
    #expect(choices.outputText == "" && choices.status == 0)
    #expect(try ask("--extcap-interface=tcplab-lab-client", "--extcap-capture-filter=tcp").status == 0)
  }

  @Test func `tells a host that is not up`() throws {
    let outcome = try ask("--capture", "--extcap-interface=tcplab-lab-printer", "--fifo=/run/none")
    #expect(outcome.status == 1 && outcome.outputText == "")
    #expect(outcome.errorText == "tcplab: tcplab-lab-printer: no such host is up\n")
  }

  @Test(arguments: [[], ["--capture"], ["--capture", "--fifo=/run/none"], ["--extcap-interface"], ["--fifo"]])
  func `is not for anybody else to call`(words: [String]) throws {
    let outcome = try machine.run(Self.environment(["\(Self.folder)/tcplab"] + words))
    #expect(outcome.status == 64 && outcome.outputText == "")
    #expect(outcome.errorText.hasSuffix("Wireshark calls this program, see extcap(4)\n"))
  }

  @Test(.enabled(if: tshark != nil, "tshark is not installed"))
  func `makes interfaces of them in Wireshark`() throws {
    try plugIn()
    let outcome = try machine.run(Self.environment(["tshark", "-D"]))
    let lines = outcome.outputText.split(separator: "\n")
    for host in ["client", "server"] {
      #expect(lines.contains { $0.contains(". tcplab-lab-\(host) (\(host) of the network lab, ") }, "\(lines)")
    }
  }

  @Test(.enabled(if: tshark != nil, "tshark is not installed"))
  func `gives Wireshark what passes there, and what was asked for alone`() throws {
    try plugIn()
    let ping = ["exec", "client", "--", "ping", "-n", "-i", "0.05", "10.77.0.2"]
    var pinging = try RunningProgram(machine.words(["/run/tools/lab-net"] + ping))
    let outcome = try machine.run(
      Self.environment([
        "tshark", "-n", "-l", "-i", "tcplab-lab-server", "-f", "icmp[icmptype] = icmp-echoreply", "-c", "3", "-T",
        "fields", "-e", "ip.src", "-e", "icmp.type",
      ]))
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.outputText == String(repeating: "10.77.0.2\t0\n", count: 3))
    try machine.send(SIGINT, to: "ping")
    #expect(try pinging.outcome().status == 0)
  }
}
