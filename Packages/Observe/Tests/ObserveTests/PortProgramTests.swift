import Testing

@testable import Observe

@Suite struct `A port filter's program` {
  /// The kernel's interpreter (inet_diag_bc_run), for the codes we use.
  private func passes(_ filter: SocketQuery.PortFilter, local: UInt16, remote: UInt16) -> Bool {
    let program = PortProgram(filter).octets
    func word(_ offset: Int) -> UInt16 { UInt16(program[offset]) | UInt16(program[offset + 1]) << 8 }
    var left = program.count
    while left > 0 {
      let place = program.count - left
      let yes =
        switch program[place] {
        case 11: word(place + 6) == local  // INET_DIAG_BC_S_EQ
        case 12: word(place + 6) == remote  // INET_DIAG_BC_D_EQ
        default: false  // INET_DIAG_BC_JMP
        }
      left -= yes ? Int(program[place + 1]) : Int(word(place + 2))
    }
    return left == 0
  }

  @Test(arguments: [(80, 9), (9, 80), (80, 80), (9, 9)] as [(UInt16, UInt16)])
  func `passes who has the port at the right end`(local: UInt16, remote: UInt16) {
    #expect(passes(.local(80), local: local, remote: remote) == (local == 80))
    #expect(passes(.remote(80), local: local, remote: remote) == (remote == 80))
    #expect(passes(.either(80), local: local, remote: remote) == (local == 80 || remote == 80))
  }
}
