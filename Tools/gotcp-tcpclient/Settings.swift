import PacketCodec
import ToolKit
import UStackTool

/// What the command line decides.
struct Settings: StackSettings {
  var stack = StackOptions()
  var address: IPv4Address?
  var port: Int?
  /// Octets to send instead of standard input; 0 for standard input.
  var source = 0
  /// What comes is dropped.
  var sinks = false
  /// Single octets to send, each after the last came back; nil for none.
  var pingPongs: Int?
  var grace = Duration.seconds(5)

  func check() throws(Failure) {
    guard pingPongs == nil || source == 0 && !sinks else {
      throw Failure(.usage, "--ping-pong: neither with --source nor with --sink")
    }
  }
}
