import Glibc
import SocketKit

/// Runs a child to its end and keeps its standard output.
func output(of request: consuming Spawn) throws -> (text: String, ending: ChildProcess.Ending) {
  let pipe = try Pipe()
  request.standard.output = pipe.writeEnd.rawValue
  var child = try ChildProcess(request)
  let text = try pipe.intoReadEnd().textToEnd()
  return (text, child.wait())
}

/// A shell that runs `script`.
func shell(_ script: String) -> Spawn { Spawn("/bin/sh", ["-c", script]) }

/// fork(2), which Glibc's module hides because most Swift code may not run in the child. Only for exit tests, whose
/// process has nothing else to do, and for what needs a process of one thread.
///
/// - Returns: what `body` returned, as the child's exit status.
func statusOfFork(_ body: () -> CInt) -> CInt? {
  typealias Fork = @convention(c) () -> CInt
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
  let child = fork()
  if child == 0 { _exit(body()) }
  var status: CInt = 0
  guard child > 0, waitpid(child, &status, 0) == child, status & 0x7F == 0 else { return nil }
  return status >> 8 & 0xFF
}

/// Why a test that needs the machine's administrator is skipped.
let needsRoot = "needs CAP_NET_ADMIN and CAP_SYS_ADMIN: run as root"
let isRoot = geteuid() == 0

/// Lowers the limit until this many descriptors can still be opened; for exit tests.
func leaveFree(_ count: Int) throws(Errno) {
  var free = 0
  var number: CInt = 0
  while true {
    if fcntl(number, F_GETFD, 0) < 0 {
      if free == count { break }
      free += 1
    }
    number += 1
  }
  try DescriptorLimit.setSoft(Int(number))
}

/// Lowers the limit below every number, so that it does not matter what another thread of the test's runner closes
/// meanwhile; for exit tests.
func forbidDescriptors() throws(Errno) { try DescriptorLimit.setSoft(0) }
