import SocketKit
import Testing
import ToolKit

@Suite("The addresses of a place") struct HostPortAddressesTests {
  @Test func `are the numeric one alone`() throws {
    #expect(try HostPort(host: "127.0.0.1", port: 7).addresses() == [SocketAddress(.loopback, port: 7)])
  }

  @Test func `that has none end the tool with 69`() {
    do throws(Failure) {
      _ = try HostPort(host: "no.such.name.invalid", port: 1).addresses()
      Issue.record("it has an address")
    } catch {
      #expect(error.status == .unavailable)
    }
  }
}
