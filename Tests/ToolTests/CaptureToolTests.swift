import Glibc
import LabKit
import SocketKit
import Testing

/// The frames that our own reader finds in a capture, which must be whole.
private func frameCount(_ path: String) throws -> Int {
  var reader = CapturedWireReader()
  try reader.read(path: path)
  return reader.wire.frames.count
}

@Suite("capture", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct CaptureToolTests {
  private let machine: PrivateMachine
  private let folder: TemporaryFolder
  private var file: String { "\(folder.path)/lo.pcapng" }

  init() throws {
    machine = try .withLoopback()
    folder = try TemporaryFolder()
  }

  private func start(_ arguments: [String]) throws -> EchoProcess {
    var capture = try machine.start("capture", ["-i", "lo", "-f", "udp", "-o", file] + arguments)
    try capture.next("capturing")
    return capture
  }

  @Test func `writes each frame once, and tcpdump and tshark read them as we do`() throws {
    var capture = try start(["-c", "200", "--comment", "numbers"])
    try machine.sendDatagrams(200)
    let expected = [
      "frames": "200", "octets": "\(200 * PrivateMachine.datagramFrameOctets)", "dropped_kernel": "0",
      "dropped_interface": "0",
    ]
    #expect(try capture.next("captured") == expected)
    #expect(try capture.ending() == .exited(0))
    #expect(try capture.errors() == "")
    #expect(Folder.allNames(in: folder.path) == ["lo.pcapng"])

    var reader = CapturedWireReader()
    try reader.read(path: file)
    #expect(reader.wire.frames.count == 200)
    #expect(reader.wire.comments == ["numbers"])
    let dump = try RunningProgram.run(["tcpdump", "-n", "-r", file])
    #expect(dump.status == 0)
    #expect(dump.outputText.split(separator: "\n").count { $0.hasSuffix("length 1400") } == 200)
    // Some port that the kernel gives a sender is that of a protocol which tshark knows: the payload it shows all the same.
    let tshark = try RunningProgram.run(["tshark", "-n", "-r", file, "-T", "fields", "-e", "udp.payload"])
    #expect(tshark.status == 0, "\(tshark.errorText)")
    // Each digit is two of hexadecimal, a 3 before it; zeros come first.
    let numbers = tshark.outputText.split(separator: "\n").map { line in
      Int(String(line.suffix(8).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)))
    }
    #expect(numbers == Array(1 ... 200))
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `has all that passed before a signal`(_ signal: CInt) throws {
    var capture = try start([])
    try machine.sendDatagrams(200)
    try machine.send(signal, to: "capture")
    #expect(try capture.next("captured")["frames"] == "200")
    #expect(try capture.ending() == .exited(0))
    #expect(try frameCount(file) == 200)
  }

  @Test func `takes all that the kernel holds when a signal comes, not one turn's worth`() throws {
    // Slots as short as these frames, of which the ring has more than it has of 64 KiB.
    let captured = try captured(whileAsleep: 600, ["--snaplen", "2k"])
    #expect(captured["frames"] == "600" && captured["dropped_kernel"] == "0", "\(captured)")
    #expect(try frameCount(file) == 600)
  }

  @Test func `counts what the kernel had no room for`() throws {
    let captured = try captured(whileAsleep: 600)
    let (kept, lost) = (Int(captured["frames"] ?? "") ?? 0, Int(captured["dropped_kernel"] ?? "") ?? 0)
    #expect(kept > 0 && lost > 0 && kept + lost == 600, "\(captured)")
    #expect(try frameCount(file) == kept)
  }

  /// Lets so many frames and SIGTERM come to a capture that is stopped, then wakes it up.
  private func captured(whileAsleep count: Int, _ arguments: [String] = []) throws -> [String: String] {
    var capture = try start(arguments)
    let pid = try machine.stop("capture")
    try machine.sendDatagrams(count)
    kill(pid, SIGTERM)
    // What runs it stops with it, and both have to be woken.
    let isAwake = Patience.wait {
      kill(pid, SIGCONT)
      capture.send(Signal(rawValue: SIGCONT))
      return capture.hasOutput()
    }
    try #require(isAwake)
    let captured = try capture.next("captured")
    #expect(try capture.ending() == .exited(0))
    return captured
  }

  @Test func `takes no more frames than -c says, though more are there, and a signal with them`() throws {
    #expect(try captured(whileAsleep: 50, ["-c", "7"])["frames"] == "7")
    #expect(try frameCount(file) == 7)
  }

  @Test func `ends by itself after --duration, and not before`() throws {
    let start = Timestamp.monotonicNow
    var capture = try self.start(["--duration", "300ms"])
    try capture.next("captured")
    #expect(try capture.ending() == .exited(0))
    #expect(Timestamp.monotonicNow - start >= 300_000_000)
    #expect(try frameCount(file) == 0)
  }

  @Test func `takes no frame that the filter leaves out, nor one of another namespace`() throws {
    var capture = try machine.start("capture", ["-i", "lo", "-f", "udp port 10", "-o", file])
    try capture.next("capturing")
    try machine.sendDatagrams(20)
    try PrivateMachine.withLoopback().sendDatagrams(20)
    try machine.send(SIGTERM, to: "capture")
    #expect(try capture.next("captured")["frames"] == "0")
    #expect(try capture.ending() == .exited(0))
  }

  @Test func `leaves what has the name alone until its own is whole`() throws {
    _ = try folder.write("of yesterday\n", to: "lo.pcapng")
    var capture = try start([])
    try machine.sendDatagrams(200)
    let partial = try partialFile()
    #expect(Folder.allNames(in: folder.path) == [partial, "lo.pcapng"])
    #expect(partial == ".lo.pcapng.\(try machine.inside(machine.process("capture"))).partial")
    #expect(try FileDescriptor.contents(of: file, limit: 64) == Array("of yesterday\n".utf8))

    try machine.send(SIGTERM, to: "capture")
    #expect(try capture.ending() == .exited(0))
    #expect(Folder.allNames(in: folder.path) == ["lo.pcapng"])
    #expect(try frameCount(file) == 200)
  }

  @Test func `killed in the middle, leaves no file of that name`() throws {
    var capture = try start([])
    try machine.sendDatagrams(200)
    let partial = try partialFile()
    try machine.send(SIGKILL, to: "capture")
    #expect(try capture.ending() == .signalled(.kill))
    #expect(Folder.allNames(in: folder.path) == [partial])
  }

  /// The hidden file's name, once more than 64 KiB are in it.
  private func partialFile() throws -> String {
    var found: String?
    _ = Patience.wait {
      var status = stat()
      found = Folder.allNames(in: folder.path).first { name in
        name.hasPrefix(".") && stat("\(folder.path)/\(name)", &status) == 0 && status.st_size > 64 << 10
      }
      return found != nil
    }
    return try #require(found, "\(Folder.allNames(in: folder.path))")
  }

  @Test func `keeps what it has when the interface goes away, and ends with 71`() throws {
    try machine.succeed(["ip", "link", "add", "near", "type", "veth", "peer", "name", "far"])
    for end in ["near", "far"] { try machine.succeed(["ip", "link", "set", end, "up"]) }
    var capture = try machine.start("capture", ["-i", "near", "-o", file])
    try capture.next("capturing")
    try machine.succeed(["ip", "link", "delete", "near"])
    let frames = try capture.next("captured")["frames"]
    #expect(try capture.ending() == .exited(71))
    // The rest are libpcap's words, which differ.
    #expect(try capture.errors().hasPrefix("capture: near: "))
    #expect(try "\(frameCount(file))" == frames)
    #expect(Folder.allNames(in: folder.path) == ["lo.pcapng"])
  }
}
