import Glibc
import LabKit
import SocketKit
import ToolKit

/// The terminal as a screen that is drawn over and over. What was on it last stays, and text goes on below.
final class Screen {
  private let report: Report
  private var isDrawn = false

  /// - Throws: 64 when standard output is no terminal.
  init(_ report: Report) throws(Failure) {
    self.report = report
    guard isatty(STDOUT_FILENO) == 1 else { throw Failure(.usage, "--watch: standard output is no terminal") }
  }

  deinit { leave() }

  /// Gives the terminal back.
  func leave() {
    if isDrawn { report.write(Array("\u{1B}[?25h\n".utf8)) }
    isDrawn = false
  }

  /// Draws a moment over the one before.
  func show(_ scene: WatchScene) {
    if !isDrawn { report.write(Array("\u{1B}[?25l\u{1B}[2J".utf8)) }
    isDrawn = true
    let size = Self.size
    let lines = WatchScreen(columns: size.columns, rows: size.rows).lines(scene, now: Timestamp.monotonicNow)
    report.write(Array("\u{1B}[H\(lines.joined(separator: "\u{1B}[K\r\n"))\u{1B}[K".utf8))
  }

  /// The terminal's, or that of a usual one where it does not tell.
  private static var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (120, 40)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
