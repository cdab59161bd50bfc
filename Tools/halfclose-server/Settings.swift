import SocketKit
import ToolKit

/// What the command line sets.
struct Settings: Sendable {
  var file = ""
  var listen = HostPort(host: "0.0.0.0", port: 4000)
  /// Octets between two pauses; 0 is the whole file by sendfile(2).
  var chunk = 1024
  /// The pause after each chunk.
  var interval: Duration?
  var halfClose = HalfClose.afterFile
  /// One connection, and the end.
  var isOnce = false
  var grace = Duration.seconds(5)
  var logLevel = LogLevel.info

  /// The pause in nanoseconds; nil where nothing comes after a chunk.
  var pauseNanoseconds: Int64? { chunk == 0 ? nil : interval?.wholeNanoseconds }
}
