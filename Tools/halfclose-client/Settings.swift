import SocketKit
import ToolKit

/// What the command line sets.
struct Settings: Sendable {
  var server = HostPort(host: "127.0.0.1", port: 4000)
  /// When the writing side is closed, from the connection on.
  var writeTimeout: Duration? = .seconds(600)
  /// When the reading side is closed, from the connection on.
  var readTimeout: Duration? = .seconds(600)
  /// Octets of one read.
  var buffer = 1024
  var isEchoing = false
  /// Where what is read goes; "-" is standard output.
  var output: String?
  /// The writing side stays open behind the server's FIN.
  var holds = false
  /// What a whole stream has.
  var expectedOctets: Int?
  var expectedSum: UInt32?
  var grace = Duration.seconds(5)
  var logLevel = LogLevel.info
}
