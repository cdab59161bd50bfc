import SocketKit
import Testing

@testable import Observe

/// The lines are strace 6.1's own, with shorter strings.
@Suite struct `A line of strace` {
  private func call(_ text: String) -> TracedCall? {
    var reader = StraceReader()
    let line = Array("8694  1795310598.815031415 \(text)".utf8)
    return if case .call(let call)? = reader.read(line).first { call } else { nil }
  }

  @Test func `has a moment, a thread, and what the call took`() {
    let found = call("read(3</etc/passwd>, \"root:x\"..., 4096) = 1271 <0.000006763>")
    #expect(
      found
        == TracedCall(
          name: "read", descriptor: 3, arguments: "\"root:x\"..., 4096", result: 1271, error: nil,
          enteredNanoseconds: 1_795_310_598_815_031_415, durationNanoseconds: 6763, process: 8694, thread: 8694,
          ends: nil))
  }

  @Test func `names both ends of a connection, and one of a listener`() {
    let sent = call("sendto(4<TCP:[127.0.0.1:39394->127.0.0.1:54099]>, \"t\", 1, 0, NULL, 0) = 1 <0.000055229>")
    let (near, far) = (SocketAddress("127.0.0.1:39394")!, SocketAddress("127.0.0.1:54099")!)
    #expect(sent?.ends == TracedEnds(local: near, remote: far))
    let listened = call("listen(6<TCPv6:[[::]:44183]>, 128) = 0 <0.000023237>")
    #expect(listened?.ends == TracedEnds(local: SocketAddress("[::]:44183")!, remote: nil))
    #expect(call("bind(3<TCP:[36316493]>, {sa_family=AF_INET}, 16) = 0 <0.000028215>")?.ends == nil)
  }

  @Test func `has IPv4 ends for an IPv4 connection of an IPv6 socket`() {
    let found = call(
      "accept4(6<TCPv6:[[::]:44183]>, {sa_family=AF_INET6, sin6_port=htons(46742), sin6_flowinfo=htonl(0), "
        + "inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, [28], SOCK_CLOEXEC) = "
        + "8<TCPv6:[[::ffff:127.0.0.1]:44183->[::ffff:127.0.0.1]:46742]> <0.000014483>")
    #expect(found?.arguments == "127.0.0.1:46742")
    #expect(found?.result == 8)
  }

  @Test func `says an address as everyone does, where the socket is one of TCP`() {
    let address = "{sa_family=AF_INET, sin_port=htons(54099), sin_addr=inet_addr(\"127.0.0.1\")}, 16"
    #expect(call("connect(4<TCP:[36316497]>, \(address)) = 0 <0.000114746>")?.arguments == "127.0.0.1:54099")
    #expect(call("connect(9<UDP:[36316519]>, \(address)) = 0 <0.000017282>")?.arguments == address)
    #expect(
      call("connect(12<UNIX-STREAM:[3]>, {sa_family=AF_UNIX, sun_path=\"/tmp/nope\"}, 12) = -1 ENOENT (No) <0.1>")?
        .arguments == "{sa_family=AF_UNIX, sun_path=\"/tmp/nope\"}, 12")
  }

  @Test func `says an address also where nothing is known of the socket, and with its zone`() {
    let address = "{sa_family=AF_INET, sin_port=htons(54099), sin_addr=inet_addr(\"127.0.0.1\")}, 16"
    #expect(call("connect(99, \(address)) = -1 EBADF (Bad file descriptor) <0.1>")?.arguments == "127.0.0.1:54099")
    let near = call(
      "connect(3<TCPv6:[1]>, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
        + "inet_pton(AF_INET6, \"fe80::1\", &sin6_addr), sin6_scope_id=if_nametoindex(\"lo\")}, 28) = 0 <0.1>")
    #expect(near?.arguments == SocketAddress("[fe80::1%lo]:80")?.description)
  }

  @Test func `tells the peer of an accept that did not ask for it`() {
    let found = call(
      "accept(3<TCP:[127.0.0.1:80]>, NULL, NULL) = 5<TCP:[127.0.0.1:80->127.0.0.1:39394]> <0.000012992>")
    #expect(found?.arguments == "127.0.0.1:39394")
  }

  @Test(
    arguments: [
      ("close(99)    = -1 EBADF (Bad file descriptor) <0.000006555>", 99, -1, "EBADF"),
      ("poll([{fd=5<pipe:[1]>, events=POLLIN}], 1, 0) = 0 (Timeout) <0.010093408>", nil, 0, nil),
      ("socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[36316493]> <0.000020750>", nil, 3, nil),
      ("fcntl(3<UNIX-STREAM:[1->2,@\"a]b\"]>, F_GETFL) = 0x802 (flags O_RDWR) <0.000007>", 3, 0x802, nil),
      ("umask(022)                              = 077 <0.000007>", nil, 0o77, nil),
      ("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, -1, 0) = 0x7ffff7fc1000 <0.000007>", nil, 0x7fff_f7fc_1000, nil),
      ("read(0</dev/pts/0<char 136:0>>, 0x7f, 1) = ? ERESTARTSYS (To be restarted) <1.5>", 0, nil, "ERESTARTSYS"),
      ("exit_group(3)                           = ?", nil, nil, nil),
      ("restart_syscall(<... resuming interrupted poll ...>) = 1 <0.1>", nil, 1, nil),
      // What begins as a number and is none, or one that no descriptor has.
      ("ioctl(0x1<a>, FIONREAD) = 0 <0.1>", nil, 0, nil),
      ("close(9223372036854775808) = -1 EBADF (Bad file descriptor) <0.1>", nil, -1, "EBADF"),
      // A word behind a result that is no failure.
      ("poll([{fd=5}], 1, 0) = 1 EXTRA <0.1>", nil, 1, nil),
      // Brackets that do not match.
      ("prctl(PR_SET, {a=[1) = 7 <0.1>", nil, 7, nil),
      ("write(6</tmp/a\\\"b(\\74\\76\\nc>(deleted), \"x) = 3\", 6) = 6 <0.000030607>", 6, 6, nil),
    ] as [(String, Int?, Int?, String?)])
  func `is a call with a result`(_ text: String, _ descriptor: Int?, _ result: Int?, _ error: String?) {
    let found = call(text)
    #expect(found != nil)
    #expect(found?.descriptor == descriptor)
    #expect(found?.result == result)
    #expect(found?.error == error)
  }

  @Test func `took no known time where what stands last is no duration`() {
    #expect(call("dup(3) = 4<0.5x>")?.durationNanoseconds == nil)
    #expect(call("dup(3) = 4<0.5x> <0.5>")?.durationNanoseconds == 500_000_000)
  }

  @Test func `may hold brackets, quotes and results in its strings`() {
    let found = call("sendto(4<TCP:[1]>, \"a) = 7 \\\" (<[{\", 14, 0, NULL, 0) = 14 <0.000055229>")
    #expect(found?.arguments == "\"a) = 7 \\\" (<[{\", 14, 0, NULL, 0")
    #expect(found?.result == 14)
  }

  @Test(arguments: [
    "0 1.5 read(3) = 0", "8694 1.5000000000 read(3) = 0", "8694 1.5 re\u{7F}d(3) = 0",
    "", "8694", "8694 ", "x 1.5 read(3) = 0", "-1 1.5 read(3) = 0", "8694 1 read(3) = 0", "8694 1. read(3) = 0",
    "8694 99999999999999999999.1 read(3) = 0", "8694 9223372036854775807.1 read(3) = 0", "99999999999 1.5 read(3) = 0",
    "8694 1.5 strace: Process 7 attached", "8694 1.5 read(3", "8694 1.5 (3) = 0", "8694 1.5 <... read",
    "8694 1.5 +++ x +++", "8694 1.5 <... read resumed>) = 0", "8694 1.5 --- stopped by SIGSTOP ---",
    "8694 1.5 read(3) 0",
  ])
  func `of another form tells nothing`(_ line: String) {
    var reader = StraceReader()
    #expect(reader.read(Array(line.utf8)) == [])
  }

  @Test func `cut anywhere does no harm`() {
    let text = "8694  1.5 accept4(3</a\\\"[<char 1:2>>, \"\\\"\", [128 => 16]) = 5<TCP:[1.1.1.1:1->1.1.1.1:2]> <0.1>"
    let line = Array(text.utf8)
    for end in line.indices {
      var reader = StraceReader()
      #expect(reader.read(Array(line[..<end])).count <= 1)
    }
  }
}
