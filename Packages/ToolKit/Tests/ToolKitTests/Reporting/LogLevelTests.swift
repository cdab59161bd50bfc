import Testing

@testable import ToolKit

@Suite("A log level") struct LogLevelTests {
  @Test func `sets how loud a report is, and info leaves it`() {
    for loudness in [Loudness.quiet, .normal, .verbose] {
      let report = Report(tool: "sample", isJSON: true, loudness: loudness, isColored: false, stream: .standardError)
      #expect(report.at(.debug).loudness == .verbose)
      #expect(report.at(.info).loudness == loudness)
      #expect(report.at(.warn).loudness == .quiet)
      #expect(report.at(.error).loudness == .quiet)
      #expect(report.at(.debug).isJSON && report.at(.debug).stream == .standardError)
    }
  }

  @Test func `error alone is silent about what a tool survives`() {
    #expect(LogLevel.allCases.filter(\.tellsWarnings) == [.debug, .info, .warn])
  }
}
