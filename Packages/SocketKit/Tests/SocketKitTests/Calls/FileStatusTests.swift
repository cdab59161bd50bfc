import Glibc
import SocketKit
import Testing

@Suite struct `A descriptor's status` {
  @Test(
    arguments: [
      ("/proc/self/exe", .regular), ("/", .directory), ("/dev/null", .characterDevice),
    ] as [(String, FileStatus.Kind)])
  func `says what a path stands for`(path: String, kind: FileStatus.Kind) throws {
    #expect(try FileDescriptor.open(path, .read).status().kind == kind)
  }

  @Test func `says what has no path`() throws {
    let pipe = try Pipe()
    #expect(try pipe.readEnd.status().kind == .fifo)
    let pair = try LoopbackPair()
    #expect(try pair.client.descriptor.status().kind == .socket)
  }

  @Test func `follows a file's length`() throws {
    var template = Array("/tmp/socketkit-XXXXXX".utf8CString)
    let file = FileDescriptor(owning: mkstemp(&template))
    defer { unlink(template) }
    #expect(try file.status().kind == .regular)
    #expect(try file.status().octets == 0)
    _ = try file.write("seven..")
    #expect(try file.status().octets == 7)
  }
}
