import SocketKit
import Testing

@testable import LabKit

@Suite struct `A server's stack` {
  @Test func `is the kernel's where nobody asks for another`() {
    #expect(ServerStack.kernel.substitute(for: "echo-server", ["-l", "10.77.0.2:8080"]) == nil)
    #expect(Experiment.echo.serverStack == .kernel)
  }

  @Test func `of user space takes the place of what does the same, on the same port`() throws {
    let other = try #require(ServerStack.ustack.substitute(for: "echo-server", ["-l", "10.77.0.2:8080", "-v"]))
    #expect(other.tool == "gotcp-tcpserver" && other.arguments == ["-p", "8080"])
    #expect(ServerStack.ustack.substitute(for: "fd-leak", ["-l", "10.77.0.2:8080"]) == nil)
    #expect(ServerStack.ustack.substitute(for: "echo-server", ["-l"]) == nil)
  }

  @Test func `changes nothing of an experiment but its name, its server and what only the kernel shows`() throws {
    var experiment = Experiment.echo
    experiment.judge = { _ in
      ["a", "b of the kernel", "c"].map { Expectation($0, found: "", holds: true) }
    }
    experiment.kernelClaims = ["b of"]
    let stacked = try #require(experiment.stacked)
    #expect(stacked.name == "echo-ustack" && stacked.serverStack == .ustack && stacked.control == nil)
    let seen = Observation(timeline: Timeline(merging: []), conversations: [], streams: [], endings: [:])
    #expect(stacked.judge(seen).map(\.claim) == ["a", "c"])
    experiment.kernelClaims = nil
    #expect(experiment.stacked == nil)
  }
}

@Suite struct `Connections that a tool tells of` {
  private let one = SocketAddress("10.77.0.2:7")!
  private let other = SocketAddress("10.77.0.1:40000")!

  private func change(to state: TCPSocketState?) -> StateChange {
    StateChange(local: one, remote: other, from: nil, to: state)
  }

  @Test func `are counted where they stand, and remembered where they were`() {
    var told = ToldConnections()
    #expect(told.isEmpty)
    told.take(change(to: .established))
    told.take(change(to: .closeWait))
    #expect(told.count(of: .established) == 0 && told.count(of: .closeWait) == 1)
    told.take(change(to: nil))
    #expect(told.isEmpty && told.seen == [.established, .closeWait])
  }
}
