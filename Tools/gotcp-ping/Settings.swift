import PacketCodec
import UStackTool

/// What the command line decides.
struct Settings: StackSettings {
  var stack = StackOptions()
  var destination: IPv4Address?
  /// Echoes to ask for; nil for no end.
  var count: Int?
  var interval = Duration.seconds(1)
  /// Octets behind the header of ICMP.
  var size = 56
  var timeToLive = 64
  /// How long an echo is waited for.
  var timeout = Duration.seconds(1)
  var forbidsFragments = false
}
