/// How a tool ends, as a script sees it in `$?`.
///
/// 0 and 1 answer the question that the tool was asked; the others say why it could not answer.
///
/// Source: sysexits.h(3head).
public enum ExitStatus: CInt, Hashable, Sendable, CaseIterable {
  /// 0: done, and the answer is yes.
  case done = 0
  /// 1: the tool worked, and the answer is no: refused, lost, mismatched, an expectation failed.
  case negative = 1
  /// 64: the command line, or a variable of the environment, is wrong.
  case usage = 64
  /// 69: something the tool needs is not there: a program, a kernel feature, a name's address.
  case unavailable = 69
  /// 70: a fault in the tool itself.
  case software = 70
  /// 71: a system call failed.
  case system = 71
  /// 74: reading or writing a file or a stream failed.
  case inputOutput = 74
  /// 76: a peer, or a file, broke its format.
  case protocolViolation = 76
  /// 77: a permission is missing.
  case noPermission = 77
}
