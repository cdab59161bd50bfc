import CInetDiag
import Testing

@testable import Observe

@Suite struct `A port filter's program` {
  /// The kernel's interpreter (inet_diag_bc_run), for the codes we use.
  private func passes(_ filter: SocketQuery.PortFilter, local: UInt16, remote: UInt16) -> Bool {
    let words = PortProgram(filter).words
    var left = words.count * 4
    while left > 0 {
      let index = words.count - left / 4
      let yes =
        switch Int(words[index].code) {
        case INET_DIAG_BC_S_EQ: words[index + 1].no == local
        case INET_DIAG_BC_D_EQ: words[index + 1].no == remote
        default: false
        }
      left -= yes ? Int(words[index].yes) : Int(words[index].no)
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
