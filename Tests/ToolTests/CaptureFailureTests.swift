import Glibc
import SocketKit
import Testing

@Suite(
  "capture, when it cannot", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct CaptureFailureTests {
  private static let capture = "/run/tools/capture"
  private let machine: PrivateMachine
  private let folder: TemporaryFolder

  init() throws {
    machine = try .withLoopback()
    folder = try TemporaryFolder()
  }

  private func run(_ interface: String, _ more: [String] = []) throws -> Outcome {
    try machine.run([Self.capture, "-i", interface, "-o", "\(folder.path)/x"] + more)
  }

  private func expectFailure(_ outcome: Outcome, _ status: Int, _ message: String) {
    #expect(outcome.status == status)
    #expect(outcome.errorText.hasPrefix("capture: \(message)"), "\(outcome.errorText)")
    #expect(outcome.outputText == "")
    #expect(Folder.allNames(in: folder.path) == [])
  }

  /// The second number of datagrams is less than is written at once, so that only the end finds the disk full.
  @Test(arguments: [(128, 200), (4, 200), (4, 30)])
  func `write because the disk is full, names the file and leaves nothing`(kibioctets: Int, datagrams: Int) throws {
    try machine.succeed(["mkdir", "/run/disk"])
    try machine.succeed(["mount", "-t", "tmpfs", "-o", "size=\(kibioctets)k", "none", "/run/disk"])
    var capture = try machine.start("capture", ["-i", "lo", "-c", "\(datagrams)", "-o", "/run/disk/lo.pcapng"])
    try capture.next("capturing")
    try machine.sendDatagrams(datagrams)
    #expect(try capture.ending() == .exited(74))
    #expect(try capture.errors() == "capture: /run/disk/lo.pcapng: No space left on device\n")
    #expect(try capture.read() == [])
    #expect(Folder.allNames(in: machine.outside("/run/disk")) == [])
  }

  @Test func `write to a device, names it and leaves it in its place`() throws {
    let outcome = try machine.run([Self.capture, "-i", "lo", "-o", "/dev/full", "-q", "--duration", "1ms"])
    #expect(outcome.status == 74)
    #expect(outcome.errorText == "capture: /dev/full: No space left on device\n")
    var status = stat()
    #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `make the file, names it`() throws {
    let outcome = try machine.run([Self.capture, "-i", "lo", "-o", "\(folder.path)/none/x"])
    expectFailure(outcome, 74, "\(folder.path)/none/x: No such file or directory\n")
  }

  @Test func `find the interface, names it`() throws {
    expectFailure(try run("eth9"), 71, "eth9: no such interface\n")
  }

  @Test func `use the interface because it is down, names it`() throws {
    try machine.succeed(["ip", "link", "set", "lo", "down"])
    expectFailure(try run("lo"), 71, "lo: the interface is down\n")
  }

  @Test(arguments: ["udp prot 9", "len >", "host 300.1.1.1"]) func `understand the filter, names it`(_ filter: String)
    throws
  {
    expectFailure(try run("lo", ["-f", filter]), 64, "filter \"\(filter)\": ")
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `capture for want of a privilege, names CAP_NET_RAW`() throws {
    let words = [Self.capture, "-i", "lo", "-o", "\(folder.path)/x"]
    expectFailure(try RunningProgram.run(machine.ordinaryWords(words)), 77, "lo: needs CAP_NET_RAW\n")
  }
}
