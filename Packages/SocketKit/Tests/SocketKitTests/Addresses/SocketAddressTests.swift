import Glibc
import Testing

@testable import SocketKit

@Suite struct `One end of a connection` {
  @Test(arguments: ["127.0.0.1:80", "[::1]:8080", "[2001:db8::1]:65535", "0.0.0.0:0", "[fe80::1%3]:9"])
  func `is printed as it was read`(text: String) {
    #expect(SocketAddress(text)?.description == text)
  }

  @Test(arguments: [
    "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+1", "127.0.0.1:80x", "::1:80", "[127.0.0.1]:80", "[::1]",
    "localhost:80", "1.2.3:4", "", ":80", "127.0.0.1\0:80",
  ])
  func `in any other form is refused`(text: String) {
    #expect(SocketAddress(text) == nil)
  }

  /// What the kernel would hand back for what it was given.
  private static func kernelForm(of end: SocketAddress) -> (storage: sockaddr_storage, length: Int) {
    var storage = sockaddr_storage()
    let length = end.withKernelForm { address, length in
      withUnsafeMutableBytes(of: &storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
      }
      return Int(length)
    }
    return (storage, length)
  }

  @Test(arguments: 1 ... 4 as ClosedRange<UInt64>)
  func `survives the kernel's form, scope and all`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0 ..< 500 {
      var octets = SIMD16<UInt8>.random(in: 0 ... 255, using: &numbers)
      octets[0] |= 1  // never IPv4-mapped
      let port = UInt16.random(in: 0 ... .max, using: &numbers)
      let ends = [
        SocketAddress(IPAddress(ipv6: octets, scope: .random(in: 0 ... .max, using: &numbers)), port: port),
        SocketAddress(IPAddress(octets[0], octets[1], octets[2], octets[3]), port: port),
      ]
      for end in ends { #expect(SocketAddress(kernelForm: Self.kernelForm(of: end).storage) == end) }
    }
  }

  @Test func `is laid out as the kernel reads it`() {
    let (storage, length) = Self.kernelForm(of: SocketAddress(IPAddress(192, 0, 2, 1), port: 0x1234))
    #expect(length == 16)
    #expect(CInt(storage.ss_family) == AF_INET)
    #expect(withUnsafeBytes(of: storage) { Array($0[2 ..< 8]) } == [0x12, 0x34, 192, 0, 2, 1])
    #expect(Self.kernelForm(of: SocketAddress(.anyIPv6, port: 1)).length == 28)
  }

  @Test func `comes back from the kernel without its mapping`() {
    let end = SocketAddress(IPAddress("::ffff:192.0.2.1")!, port: 5)
    #expect(
      SocketAddress(kernelForm: Self.kernelForm(of: end).storage) == SocketAddress(IPAddress(192, 0, 2, 1), port: 5))
  }

  @Test(arguments: [AF_UNSPEC, AF_UNIX, AF_PACKET, 0xFFFF])
  func `of another family is none`(family: CInt) {
    var storage = sockaddr_storage()
    storage.ss_family = sa_family_t(family)
    #expect(SocketAddress(kernelForm: storage) == nil)
  }
}
