import SocketKit
import Testing

@Suite struct `Searching a program` {
  @Test func `finds it in PATH or in the system's folders`() {
    #expect(Spawn.search("sh")?.hasSuffix("/sh") == true)
    #expect(Spawn.search("/bin/sh") == "/bin/sh")
  }

  @Test(arguments: ["no-such-program", "", ".", "..", "/bin", "/no/such", "/etc/passwd", "/bin/sh\0.example"])
  func `finds nothing that cannot be run`(name: String) {
    #expect(Spawn.search(name) == nil)
  }
}
