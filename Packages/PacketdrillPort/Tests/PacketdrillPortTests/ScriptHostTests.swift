import Glibc
import PacketCodec
import Testing
import UStack

@testable import PacketdrillPort

@Suite struct `A script's socket` {
  private static let peer = TransportAddress(IPv4Address(192, 0, 2, 1), 8080)

  private static func socket(_ host: ScriptHost, type: Int32 = Int32(SOCK_STREAM.rawValue)) throws -> Int32 {
    Int32(try host.socket(domain: AF_INET, type: type).get())
  }

  private static func state(_ host: ScriptHost, _ number: Int32) throws -> UInt8 {
    var octets = [UInt8](repeating: 0xFF, count: 104)
    let count = try octets.withUnsafeMutableBytes {
      try host.option(number, level: OptionNumber.tcp, name: OptionNumber.TCP.information, into: $0).get()
    }
    #expect(count == 104)
    return octets[0]
  }

  @Test func `says CLOSE when it is fresh and LISTEN when it listens`() throws {
    let host = ScriptHost("")
    let number = try Self.socket(host)
    #expect(try Self.state(host, number) == 7)
    _ = try host.bind(number, to: TransportAddress(IPv4Address(192, 168, 0, 1), 8080)).get()
    _ = try host.listen(number, backlog: 1).get()
    #expect(try Self.state(host, number) == 10)
    _ = host.close(number)
  }

  @Test func `says SYN-SENT while it opens, and that it does so already`() throws {
    let host = ScriptHost("")
    let number = try Self.socket(host, type: Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue))
    #expect(host.connect(number, to: Self.peer) == .failure(CallError(EINPROGRESS)))
    #expect(host.connect(number, to: Self.peer) == .failure(CallError(EALREADY)))
    #expect(try Self.state(host, number) == 2)
    _ = host.close(number)
  }

  @Test func `gives back what was chosen`() throws {
    let host = ScriptHost("")
    let number = try Self.socket(host)
    for (name, value) in [(OptionNumber.TCP.maximumSegment, Int32(1100)), (OptionNumber.TCP.notSentLimit, 4000)] {
      let set = withUnsafeBytes(of: value) { host.setOption(number, level: OptionNumber.tcp, name: name, $0) }
      #expect(set == .success(0))
      var found: Int32 = 0
      let got = withUnsafeMutableBytes(of: &found) {
        host.option(number, level: OptionNumber.tcp, name: name, into: $0)
      }
      #expect(got == .success(4) && found == value)
    }
    let tooSmall = withUnsafeBytes(of: Int32(10)) {
      host.setOption(number, level: OptionNumber.tcp, name: OptionNumber.TCP.maximumSegment, $0)
    }
    #expect(tooSmall == .failure(CallError(EINVAL)))
    _ = host.close(number)
  }

  @Test func `that nobody opened cannot be written to, nor opened with text without an address`() throws {
    let host = ScriptHost("")
    let number = try Self.socket(host)
    let octets: [UInt8] = [1, 2, 3]
    octets.withUnsafeBytes { octets in
      #expect(host.write(number, octets) == .failure(CallError(EPIPE)))
      #expect(
        host.write(number, octets, flags: MessageFlag.fastOpen) == .failure(CallError(EOPNOTSUPP)))
    }
    #expect(host.takeNotice(number, nil) == .failure(CallError(EAGAIN)))
    _ = host.close(number)
  }
}
