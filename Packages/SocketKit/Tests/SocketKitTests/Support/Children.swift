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
///
/// The runner's own threads open and close files while they start, so a number that was taken may be free a moment
/// later. All numbers below the limit are taken, until some looks in a row find none free, and so many given back.
func leaveFree(_ count: Int) throws(Errno) {
  var highest: CInt = 2
  for number in 3 ..< CInt(4096) where fcntl(number, F_GETFD, 0) >= 0 { highest = number }
  try DescriptorLimit.setSoft(Int(highest) + 1 + count)
  var taken: [CInt] = []
  var calmLooks = 0
  while calmLooks < 5 {
    calmLooks += 1
    while case let number = dup(0), number >= 0 {
      taken.append(number)
      calmLooks = 0
    }
    poll(nil, 0, 1)
  }
  for number in taken.suffix(count) { close(number) }
}

/// Lowers the limit below every number, so that it does not matter what another thread of the test's runner closes
/// meanwhile; for exit tests.
func forbidDescriptors() throws(Errno) { try DescriptorLimit.setSoft(0) }
