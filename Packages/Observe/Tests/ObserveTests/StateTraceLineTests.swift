import SocketKit
import Testing

import Observe

@Suite struct `A line of the kernel's trace of states` {
  private static let four =
    "         python3-12047   [000] ..s2. 51650.620284: inet_sock_set_state: family=AF_INET protocol=IPPROTO_TCP "
    + "sport=42168 dport=7777 saddr=127.0.0.1 daddr=127.0.0.2 saddrv6=::ffff:127.0.0.1 daddrv6=::ffff:127.0.0.2 "
    + "oldstate=TCP_SYN_SENT newstate=TCP_ESTABLISHED"

  private func line(_ text: String) -> StateTraceLine? { StateTraceLine(Array(text.utf8)[...]) }

  private func change(_ local: String, _ remote: String) -> StateTraceLine {
    .change(
      TracedStateChange(
        nanoseconds: 51650_620_284_000, local: SocketAddress(local)!, remote: SocketAddress(remote)!, from: .synSent,
        to: .established))
  }

  @Test func `tells a moment, both ends and both states`() {
    #expect(line(Self.four) == change("127.0.0.1:42168", "127.0.0.2:7777"))
  }

  @Test func `tells of IPv6, where the IPv4 form means nothing`() {
    let six = Self.four.replacing("AF_INET ", with: "AF_INET6 ").replacing("=127.0.0.1", with: "=127.0.0.6")
      .replacing("::ffff:127.0.0.1", with: "::1").replacing("::ffff:127.0.0.2", with: "2001:db8::2")
    #expect(line(six) == change("[::1]:42168", "[2001:db8::2]:7777"))
  }

  @Test(arguments: ["a: b=1 sport=2", "1-2 [0] 3.4: x:", "oldstate=", "-", "\u{FFFD}\u{0}"])
  func `is the same whatever its task calls itself`(_ name: String) {
    #expect(line(Self.four.replacing("python3", with: name)) == change("127.0.0.1:42168", "127.0.0.2:7777"))
  }

  @Test func `says that some were lost`() {
    #expect(line("CPU:1 [LOST 42 EVENTS]") == .lost)
  }

  @Test(arguments: [
    ("IPPROTO_TCP", "IPPROTO_MPTCP"), ("42168", "65536"), ("42168", "1x"), ("TCP_SYN_SENT", "TCP_DREAMING"),
    ("::ffff:127.0.0.1", "127.0.0.1"), ("51650.620284", "51650"), ("51650.620284", "99999999999999999999.1"),
    ("inet_sock_set_state", "tcp_probe"),
  ])
  func `is none with another protocol, an impossible part or of another event`(_ part: String, _ other: String) {
    #expect(line(Self.four.replacing(part, with: other)) == nil)
  }

  @Test func `is none when it is cut anywhere but in its last word`() {
    let octets = Array(Self.four.utf8)
    for count in 0 ..< octets.count { #expect(StateTraceLine(octets[..<count]) == nil, "\(count)") }
  }
}
