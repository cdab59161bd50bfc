import SocketKit
import Testing

@Suite("For gnuplot, tcp-plot", .enabled(if: Spawn.search("gnuplot") != nil, "needs gnuplot")) struct GnuplotTests {
  /// Tall enough for four graphs with their legends.
  private static let terminal = "set terminal svg size 800,1600"

  @Test(arguments: [
    ("to-server", ["acknowledged", "window", "data", "retransmission", "out of order", "SYN, FIN"]),
    ("to-server", ["duplicate ACK", "zero window", "sent", "delivered", "in flight", "RTT sample"]),
    ("to-client", ["acknowledged", "window", "SYN, FIN", "in flight"]),
  ])
  func `writes a script that draws each layer without a warning`(_ direction: String, _ layers: [String]) throws {
    let folder = try TemporaryFolder()
    let told = try folder.write(ToldConnection.capture([.eventful]), to: "told.pcapng")
    let script = try BuiltTool("tcp-plot").run(["--gnuplot", "-d", direction, told])
    let drawing = try RunningProgram.run(["gnuplot", "-e", Self.terminal, "-"], input: script.output)
    #expect(drawing.status == 0 && drawing.errorText == "", "\(drawing.errorText)")
    for layer in layers { #expect(drawing.outputText.contains("<title>\(layer)</title>"), "\(layer)") }
  }

  @Test func `is told when a script is none`() throws {
    let broken = Array("plot $g1_1 using\n".utf8)
    let drawing = try RunningProgram.run(["gnuplot", "-e", Self.terminal, "-"], input: broken)
    #expect(drawing.status != 0 && drawing.errorText != "")
  }
}
