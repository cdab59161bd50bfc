import SocketKit
import Testing

/// What every tool with a stack of its own says of where it cannot stand.
@Suite("A tool with a stack", .enabled(if: StackWire.isPossible, StackWire.needs))
struct StackPlaceTests {
  /// The tools, each with what else it needs to begin.
  static let tools = [
    ["gotcp-ping", "-d", "10.5.0.2", "-c", "1"], ["gotcp-arp", "-d", "10.5.0.2"], ["gotcp-tcpserver", "-p", "7"],
    ["gotcp-tcpclient", "--addr", "10.5.0.2", "-p", "9"],
  ]

  private let wire: StackWire

  init() throws { wire = try StackWire() }

  private func run(_ tool: [String], _ place: String...) throws -> Outcome {
    try wire.run(tool[0], place + tool.dropFirst())
  }

  @Test(arguments: tools) func `says that there is no such interface`(_ tool: [String]) throws {
    let outcome = try run(tool, "-i", "nosuch", "--address", "10.5.0.7/24")
    #expect(outcome.status == 71 && outcome.errorText == "\(tool[0]): -i nosuch: No such device\n", "\(outcome)")
  }

  @Test(arguments: tools) func `wants one place, and an address that is free or there`(_ tool: [String]) throws {
    #expect(try run(tool).status == 64)
    #expect(try run(tool, "-i", "near", "--tap", "tp7").status == 64)
    #expect(try run(tool, "-i", "near", "--address", "10.5.0.1/24").errorText.contains("is the kernel's"))
    #expect(try run(tool, "-i", "lo", "--address", "10.5.0.7/24").errorText.contains("is no Ethernet"))
    #expect(try run(tool, "-i", "near", "--address", "10.5.0.7/24", "--mtu", "9000").errorText.contains("carries 1500"))
    #expect(try run(tool, "-i", "near", "--address", "10.5.0.7/24", "--offload", "maybe").status == 64)
    for address in ["10.5.0.255/24", "10.5.0.0/24", "224.0.0.1/4", "127.0.0.5/8", "0.0.0.0/0", "255.255.255.255/32"] {
      let outcome = try run(tool, "-i", "near", "--address", address)
      #expect(outcome.status == 64 && outcome.errorText.contains("\(address): no host may have it"), "\(outcome)")
    }
    for gateway in ["192.0.2.1", "10.5.0.7", "10.5.0.255"] {
      let outcome = try run(tool, "-i", "near", "--address", "10.5.0.7/24", "--gateway", gateway)
      #expect(outcome.status == 64 && outcome.errorText.contains("is no neighbour in 10.5.0.7/24"), "\(outcome)")
    }
    try wire.machine.succeed(["ip", "addr", "flush", "dev", "near"])
    #expect(try run(tool, "-i", "near").errorText.contains("has no IPv4 address to borrow"))
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs), arguments: tools)
  func `names what an ordinary user lacks`(_ tool: [String]) throws {
    let words = ["/run/tools/\(tool[0])", "-i", "near", "--address", "10.5.0.7/24"] + tool.dropFirst()
    let outcome = try RunningProgram.run(wire.machine.ordinaryWords(words))
    #expect(outcome.status == 77 && outcome.errorText.contains("(needs CAP_NET_RAW)"), "\(outcome)")
  }
}
