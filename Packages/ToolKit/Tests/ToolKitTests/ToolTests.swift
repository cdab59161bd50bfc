import Glibc
import SocketKit
import Testing

@testable import ToolKit

@Suite("A tool") struct ToolTests {
  private func run(
    _ words: String..., environment: [String: String] = [:],
    _ body: (Sample, [String], Report) throws(Failure) -> ToolKit.ExitStatus = { _, _, _ in .done }
  ) -> ToolKit.ExitStatus {
    Tool.run(Sample.command, Sample(), words, environment: { environment[$0] }, body)
  }

  @Test func `gets its options, its operands and where to report`() {
    let status = run("-n3", "a", "-jv", "b") { sample, operands, report in
      #expect(sample.count == 3)
      #expect(operands == ["a", "b"])
      #expect(report.tool == "sample" && report.isJSON && report.loudness == .verbose && !report.isColored)
      return .negative
    }
    #expect(status == .negative)
  }

  @Test func `hears the last of quiet and verbose`() {
    _ = run("-vq") { _, _, report in
      #expect(report.loudness == .quiet)
      return .done
    }
  }

  @Test func `paints when it is told to, whatever NO_COLOR says`() {
    _ = run("--color=always", environment: ["NO_COLOR": "1"]) { _, _, report in
      #expect(report.isColored)
      return .done
    }
    _ = run("--color=never") { _, _, report in
      #expect(!report.isColored)
      return .done
    }
  }

  @Test func `does not work when it is asked about itself`() async {
    await #expect(processExitsWith: .exitCode(3)) {
      for question in ["--help", "--version", "--completion=bash"] {
        let status = Tool.run(Sample.command, Sample(), [question], environment: { _ in nil }) { _, _, _ in .software }
        #expect(status == .done)
      }
      exit(3)
    }
  }

  @Test func `ends with what its work threw, and says it`() async {
    let result = await #expect(processExitsWith: .exitCode(77), observing: [\.standardErrorContent]) {
      let status = Tool.run(Sample.command, Sample(), [], environment: { _ in nil }) {
        _, _, _ throws(Failure) in
        throw Failure(errno: .permissionDenied, doing: "bind 0.0.0.0:80", needs: "CAP_NET_BIND_SERVICE")
      }
      exit(status.rawValue)
    }
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(error == "sample: bind 0.0.0.0:80: Permission denied (needs CAP_NET_BIND_SERVICE)\n")
  }

  @Test func `points to its help after wrong usage`() async {
    let result = await #expect(processExitsWith: .exitCode(64), observing: [\.standardErrorContent]) {
      exit(Tool.run(Sample.command, Sample(), ["-n"], environment: { _ in nil }) { _, _, _ in .done }.rawValue)
    }
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(error == "sample: --count: needs a value: an integer, 1 ... 99\nsample: try 'sample --help'\n")
  }
}
