import PacketCodec

/// What the command line decides.
struct Settings {
  /// No frame is longer in a capture file that other programs read.
  static let snapLengthLimit = CaptureLimit.frameOctets

  var interface: String?
  var filter: String?
  var count: Int?
  var duration: Duration?
  var output = "-"
  var snapLength = snapLengthLimit
  var comments: [String] = []
}
