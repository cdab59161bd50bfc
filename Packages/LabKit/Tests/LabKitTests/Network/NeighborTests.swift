import PacketCodec
import Testing

@testable import LabKit

@Suite struct `A line of ip neigh` {
  private static let lines: [(String, String?, Neighbor.State)] = [
    ("10.77.0.2 dev eth0 lladdr 02:00:00:00:00:02 STALE ", "02:00:00:00:00:02", .stale),
    ("10.77.0.2 lladdr 02:00:00:00:00:22 router REACHABLE", "02:00:00:00:00:22", .reachable),
    ("10.77.0.9 INCOMPLETE ", nil, .incomplete), ("10.77.0.9 dev eth0 FAILED", nil, .failed),
  ]

  @Test(arguments: lines)
  func `says the address, if it is known, and how sure that is`(
    line: String, hardware: String?, state: Neighbor.State
  ) {
    #expect(Neighbor(line: line) == Neighbor(hardware: hardware.flatMap { MACAddress($0) }, state: state))
  }

  @Test(arguments: ["", "Error: any valid prefix is expected", "10.77.0.2 lladdr"])
  func `is nothing when it says something else`(line: String) { #expect(Neighbor(line: line) == nil) }

  @Test func `with an address that is cut has none`() {
    #expect(Neighbor(line: "10.77.0.2 lladdr STALE") == Neighbor(hardware: nil, state: .stale))
  }
}
