import PacketCodec

/// Inputs to begin with, by our own encoders: a fuzzer that knows what a good one looks like finds the bad ones sooner.
enum Seeds {
  static func of(_ target: FuzzTarget) -> [[UInt8]] {
    switch target {
    case .frame: SeedFrames.all.flatMap { frame in [[0, 0] + frame, [1, 0] + frame[14...], [7, 3] + cooked(frame)] }
    case .header: headers
    case .options: options
    case .quotation: SeedFrames.datagrams.map { Array($0[14...]) }
    case .capture: captures
    case .ids: [watched(SeedFrames.all), watched(SeedFrames.all.reversed()), watched(SeedFrames.connection)]
    case .json: json.map { Array($0.utf8) }
    case .lines: lines.map { [3] + Array($0.utf8) }
    case .text: said
    case .timeline: [Array(timeline.joined(separator: "\n").utf8)] + timeline.map { Array($0.utf8) }
    case .strace: [20, 40, 90].map { [$0] + Array(strace.joined(separator: "\n").utf8) }
    case .states: [6 * 13 + 1, 5 * 13 + 1].map { [$0] + Array(states.joined(separator: "\n").utf8) }
    case .stack: [[0, 0] + SeedVerbs.served, [0, 3] + SeedVerbs.opened, [6, 0] + SeedVerbs.served]
    }
  }

  private static let headers: [[UInt8]] = SeedFrames.all.flatMap { frame -> [[UInt8]] in
    let isARP = frame[13] == 6
    let rest = Array(frame[14...])
    guard !isARP else { return [[0] + frame, [1] + rest] }
    let transport: UInt8 = [1: 3, 17: 4, 6: 5][rest[9]] ?? 5
    return [[0] + frame, [2] + rest, [transport] + rest[20...]]
  }

  private static let options: [[UInt8]] =
    SeedFrames.lists.map { TCPOptions($0).octets.array } + [[2], [5, 0], [8, 10]]

  private static let captures: [[UInt8]] = {
    let frames = SeedFrames.all.enumerated().map { index, octets in
      CapturedFrame(
        timestampNanoseconds: 1_700_000_000_000_000_000 + Int64(index), octets: octets,
        comments: index == 1 ? ["noted"] : [])
    }
    var writer = PcapNGWriter(application: "fuzz", comments: ["of our own"])
    _ = writer.append(CaptureInterface(name: "eth0", linkType: .ethernet, comments: ["a"]))
    for frame in frames.prefix(3) { writer.append(frame) }
    writer.append(
      CaptureStatistics(received: 3, droppedByInterface: 0, droppedByKernel: 1), interfaceIndex: 0,
      timestampNanoseconds: 1)
    return [[7] + writer.octets] + [true, false].map { [5] + pcap(frames.prefix(3), isBig: $0) }
  }()

  private static func pcap(_ frames: ArraySlice<CapturedFrame>, isBig: Bool) -> [UInt8] {
    func word(_ value: Int, _ count: Int = 4) -> [UInt8] {
      let octets = (0 ..< count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBig ? octets.reversed() : octets
    }
    var octets = word(isBig ? 0xA1B2_C3D4 : 0xA1B2_3C4D) + word(2, 2) + word(4, 2) + word(0) + word(0)
    octets += word(262_144) + word(1)
    for frame in frames {
      octets += word(1_700_000_000) + word(5) + word(frame.octets.count) + word(frame.originalCount) + frame.octets
    }
    return octets
  }

  /// Behind Linux' made-up header.
  private static func cooked(_ frame: [UInt8]) -> [UInt8] {
    [0, 0, 0, 1, 0, 6] + frame[6 ..< 12] + [0, 0] + frame[12...]
  }

  private static func watched(_ frames: [[UInt8]]) -> [UInt8] {
    frames.flatMap { [0, 20, UInt8(clamping: $0.count), 0] + $0.prefix(255) }
  }

  /// Each frame alone, with its link and without, and a connection's together.
  private static let said: [[UInt8]] = {
    let moment: [UInt8] = [0x17, 0x97, 0xB6, 0x8F, 0, 0, 0, 0]
    let together = SeedFrames.connection.flatMap { [UInt8($0.count)] + $0 }
    let alone = SeedFrames.all.map { [0, 3] + moment + $0 } + SeedFrames.tunnels.map { [1, 2] + moment + $0 }
    return alone + [[0, 0] + moment + together]
  }()

  private static let timeline: [String] = {
    func line(_ number: Int, _ event: String, _ fields: String) -> String {
      #"{"time":"2023-11-14T22:13:20.\#(100 + number)Z","mono_ns":\#(number)000000,"tool":"fuzz","event":"\#(event)","#
        + #""host":"here",\#(fields)}"#
    }
    func packet(_ number: Int, _ isBack: Bool, _ flags: Int, _ seq: Int, _ ack: Int, _ count: Int) -> String {
      let ends = isBack ? ("10.0.0.2:80", "10.0.0.1:1000") : ("10.0.0.1:1000", "10.0.0.2:80")
      return line(
        number, "packet",
        #""number":\#(number),"octets":60,"source":"\#(ends.0)","destination":"\#(ends.1)","flags":\#(flags),"#
          + #""seq":\#(seq),"ack":\#(ack),"win":1000,"urp":0,"sum":7,"payload_octets":\#(count),"#
          + #""opts":"0101080a0000000700000009","text":"a segment""#)
    }
    return [
      packet(1, false, 2, 100, 0, 0), packet(2, true, 18, 500, 101, 0), packet(3, false, 16, 101, 501, 0),
      packet(4, false, 24, 101, 501, 5), packet(5, false, 24, 101, 501, 5), packet(6, true, 16, 501, 106, 0),
      packet(7, false, 17, 106, 501, 0), packet(8, true, 20, 501, 107, 0),
      line(
        9, "syscall",
        #""name":"connect","fd":3,"arguments":"3, 10.0.0.2:80","result":-1,"errno":"EINPROGRESS","duration_us":12.5,"#
          + #""pid":7"#),
      line(10, "transition", #""local":"10.0.0.1:1000","remote":"10.0.0.2:80","from":"SYN_SENT","to":"ESTABLISHED""#),
      line(11, "descriptor", #""pid":7,"fd":3,"target":"socket:[9]","change":"opened""#),
      line(12, "stats", #""open":1,"seconds":0.5,"list":[1,{"a":null}]"#),
    ]
  }()

  private static let json = [
    #"{"time":"2023-11-14T22:13:20.015Z","mono_ns":12,"tool":"capture","event":"packet","octets":54}"#,
    #"[1,-2.5e3,true,false,null,"\u00e9\ud83d\ude00\n",{"a":[]}]"#, "0", #""""#,
  ]

  private static let lines = [
    "2023-11-14T22:13:20.015Z\n1970-01-01T00:00:00+01:00\n\nlast", "\n\n", String(repeating: "x", count: 90) + "\ny",
  ]

  private static let strace = [
    "10 1.000000001 execve(\"/bin/nc\", [\"nc\"], 0x7ffd /* 35 vars */) = 0 <0.000501342>",
    "10 1.1 clone3({flags=CLONE_VM|CLONE_THREAD, child_tid=0x7f} => {parent_tid=[11]}, 88) = 11 <0.1>",
    "11 1.2 connect(4<TCP:[36]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"10.0.0.2\")}, 16) = 0 <0.1>",
    "10 1.3 read(0</dev/pts/0<char 136:0>>,  <unfinished ...>",
    "11 1.4 accept(6<TCPv6:[[::]:80]>, NULL, NULL) = 8<TCPv6:[[::ffff:10.0.0.2]:80->[::1]:7]> <0.1>",
    "10 1.5 <... read resumed>\"a) = 1 \\\" [{\", 10) = 1 <0.9>",
    "11 1.6 write(6</tmp/a\\\"\\74>(deleted), \"x\", 1) = 1 <0.1>",
    "10 1.7 --- SIGCHLD {si_signo=SIGCHLD, si_pid=11} ---", "10 1.8 +++ superseded by execve in pid 11 +++",
    "10 1.9 poll([{fd=5<pipe:[1]>}], 1, 0) = ? ERESTART_RESTARTBLOCK (Interrupted) <0.1>",
    "10 2.0 +++ killed by SIGKILL +++",
  ]

  private static let states =
    [
      ("ESTABLISHED", "FIN_WAIT1"), ("FIN_WAIT1", "FIN_WAIT2"), ("FIN_WAIT2", "CLOSE"),
    ].map { from, to in
      "  nc: a-10 [001] ..s2. 51650.620284: inet_sock_set_state: family=AF_INET protocol=IPPROTO_TCP sport=42168 dport=80 "
        + "saddr=10.0.0.1 daddr=10.0.0.2 saddrv6=::ffff:10.0.0.1 daddrv6=::ffff:10.0.0.2 oldstate=TCP_\(from) "
        + "newstate=TCP_\(to)"
    } + ["CPU:1 [LOST 42 EVENTS]"]
}
