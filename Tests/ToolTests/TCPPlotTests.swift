import SocketKit
import Testing

@Suite("tcp-plot, given") struct TCPPlotTests {
  private let plot = BuiltTool("tcp-plot")

  @Test func `a capture or its timeline, draws all graphs as SVG that a parser takes`() throws {
    for file in ["capture.pcapng", "timeline.ndjson"] {
      let outcome = try plot.run([try LabRun.shared.file(file)])
      #expect(outcome.status == 0 && outcome.errorText == "", "\(outcome.errorText)")
      for title in ["time-sequence", "throughput", "in flight", "round trips"] {
        #expect(outcome.outputText.contains(">\(title), 10.77.0.2:8080 to 10.77.0.1:"), "\(title)")
      }
      let parsed = try RunningProgram.run(
        ["python3", "-c", "import sys, xml.dom.minidom as dom; dom.parseString(sys.stdin.buffer.read())"],
        input: outcome.output)
      #expect(parsed.status == 0, "\(parsed.errorText)")
    }
  }

  @Test func `a form, a graph and a direction, writes that`() throws {
    let capture = try LabRun.shared.file("capture.pcapng")
    let xplot = try plot.run(["--xpl", "-d", "to-server", capture])
    #expect(xplot.status == 0 && xplot.outputText.hasPrefix("timeval signed\ntitle\ntime-sequence, 10.77.0.1:"))
    #expect(xplot.outputText.hasSuffix("\ngo\n"))
    let gnuplot = try plot.run(["--gnuplot", "-g", "rtt", capture])
    #expect(gnuplot.status == 0 && gnuplot.outputText.contains("set multiplot layout 1,1\nset title 'round trips, "))
  }

  @Test func `nothing to draw, ends with 1`() throws {
    #expect(try plot.run(["/dev/null"]).status == 1)
    let outcome = try plot.run(["-c", "2", try LabRun.shared.file("capture.pcapng")])
    #expect(outcome.status == 1 && outcome.outputText == "")
  }

  @Test func `a capture cut in the middle, draws what is whole and says where it ends`() throws {
    let cut = try plot.run(["-"], input: Array("\u{0A}\u{0D}\u{0D}\u{0A}".utf8))
    #expect(cut.status == 74 && cut.errorText.hasPrefix("tcp-plot: standard input: "), "\(cut)")
  }

  @Test func `a capture with octets changed, never traps`() throws {
    let whole = try FileDescriptor.contents(of: LabRun.shared.file("capture.pcapng"), limit: 1 << 20)
    let folder = try TemporaryFolder()
    for round in 0 ..< 40 {
      var octets = whole
      for _ in 0 ... round % 5 { octets[Int.random(in: 0 ..< octets.count)] = UInt8.random(in: 0 ... 255) }
      let outcome = try plot.run([try folder.write(octets, to: "changed")])
      #expect([0, 1, 74].contains(outcome.status), "\(octets): \(outcome)")
    }
  }
}
