/// One library and a program outside the workspace that imports it alone.
struct Consumer {
  /// The library, its product and its module: they have one name.
  var library: String
  /// What of its API the program uses, as main.swift.
  var program: String
  /// What the program prints.
  var output: String

  /// The program's own name.
  var name: String { "Uses\(library)" }

  static let packetCodec = Consumer(
    library: "PacketCodec", program: "print((SequenceNumber(.max) + 2).rawValue)", output: "1\n")

  static let all = [
    packetCodec,
    Consumer(
      library: "SocketKit", program: #"print(SocketAddress("127.0.0.1:80")!)"#, output: "127.0.0.1:80\n"),
    Consumer(
      library: "EventLoop", program: "var loop = try EventLoop()\nprint(loop.expire() == nil)", output: "true\n"),
    Consumer(library: "Prefork", program: "print(Crew(stations: 2).members.count)", output: "0\n"),
    Consumer(
      library: "ToolKit", program: "print(RFC3339.text(nanoseconds: 1))", output: "1970-01-01T00:00:00.000000001Z\n"),
    Consumer(library: "Inspect", program: "print(Inspector().flowCount)", output: "0\n"),
    Consumer(library: "Wire", program: #"print(ScriptedDrop("data:3:2")!)"#, output: "data:3:2\n"),
    Consumer(
      library: "Histogram",
      program: "var histogram = Histogram(range: 1 ... 1000, digits: 3)\nhistogram.record(7)\nprint(histogram.mean)",
      output: "7.0\n"),
    Consumer(library: "UStack", program: "print(Interval.seconds(2) / 4)", output: "500 ms\n"),
    Consumer(
      library: "PacketdrillPort",
      program: "var table = [UInt](repeating: 1, count: 33)\npacketdrillInterfaceInit(nil, &table)\nprint(table[0])",
      output: "0\n"),
    Consumer(library: "UStackLink", program: "print(StackDriver.framesPerTurn)", output: "32\n"),
    Consumer(library: "UStackTool", program: "print(StackOptions().trace)", output: "false\n"),
    Consumer(library: "Checksum", program: "print(CRC32())", output: "00000000\n"),
    Consumer(
      library: "Capture", program: #"_ = try CaptureFilter(checking: "tcp port 80")"# + "\nprint(true)",
      output: "true\n"),
    Consumer(
      library: "Observe", program: "var diagnosis = try SocketDiagnosis()\nprint(try diagnosis.sockets().count >= 0)",
      output: "true\n"),
    Consumer(library: "FrameText", program: "print(type(of: FrameText(showsLink: true)))", output: "FrameText\n"),
    Consumer(library: "FrameInput", program: "print(FrameSource().filter.isEmpty)", output: "true\n"),
    Consumer(
      library: "LabKit", program: #"print(Experiment.named("echo")?.name ?? "none")"#, output: "echo\n"),
  ]
}
