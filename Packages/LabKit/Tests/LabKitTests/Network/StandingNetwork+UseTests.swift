import Glibc
import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A network that is taken down` {
  private func network(of keeper: CInt) throws -> StandingNetwork {
    let start = try #require(ProcessStart(of: keeper))
    return StandingNetwork(name: "lab", keeper: keeper, keeperStart: start.ticks, hosts: [])
  }

  @Test func `is gone when its keeper is, and not before`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/cat")
    request.standard.input = pipe.readEnd.rawValue
    var keeper = try ChildProcess(request)
    let network = try network(of: keeper.pid)
    keeper.send(.stop)
    try #require(waitpid(keeper.pid, nil, WUNTRACED) == keeper.pid)
    let failure = Failure(.negative, "keeper \(keeper.pid): still there \(Duration.milliseconds(1)) after SIGTERM")
    #expect(throws: failure) { try network.takeDown(within: .milliseconds(1)) }
    #expect(network.isUp)
    keeper.send(.resume)
    try network.takeDown()
    #expect(!network.isUp)
    #expect(keeper.wait() == .signalled(.terminate))
  }

  @Test func `is down already when its keeper's number is nobody's, or another's`() throws {
    try StandingNetwork(name: "lab", keeper: .max, keeperStart: 1, hosts: []).takeDown()
    var own = try network(of: getpid())
    own.keeperStart += 1
    try own.takeDown()
  }
}
