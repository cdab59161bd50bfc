internal import CInetDiag

/// A port filter as the kernel runs it: a program of comparisons that only jump forward.
///
/// A socket passes when the program ends exactly at its end, and fails when it jumps past it. A comparison of ports
/// takes two words, its own and one whose `no` is the port.
///
/// Source: <linux/inet_diag.h>, struct inet_diag_bc_op.
struct PortProgram {
  private var words: [inet_diag_bc_op] = []

  private static let word = MemoryLayout<inet_diag_bc_op>.size
  private static let comparison = 2 * word

  /// As the kernel takes it.
  var octets: [UInt8] { words.withUnsafeBytes { Array($0) } }

  init(_ filter: SocketQuery.PortFilter) {
    switch filter {
    case .local(let port): compare(INET_DIAG_BC_S_EQ, port, otherwise: Self.comparison + Self.word)
    case .remote(let port): compare(INET_DIAG_BC_D_EQ, port, otherwise: Self.comparison + Self.word)
    case .either(let port):
      // A jump always takes its `no`; its `yes` only leads the kernel's examiner to the second comparison.
      compare(INET_DIAG_BC_S_EQ, port, otherwise: Self.comparison + Self.word)
      append(INET_DIAG_BC_JMP, yes: Self.word, no: Self.word + Self.comparison)
      compare(INET_DIAG_BC_D_EQ, port, otherwise: Self.comparison + Self.word)
    }
  }

  private mutating func compare(_ code: Int, _ port: UInt16, otherwise: Int) {
    append(code, yes: Self.comparison, no: otherwise)
    words.append(inet_diag_bc_op(code: 0, yes: 0, no: port))
  }

  private mutating func append(_ code: Int, yes: Int, no: Int) {
    words.append(inet_diag_bc_op(code: UInt8(code), yes: UInt8(yes), no: UInt16(no)))
  }
}
