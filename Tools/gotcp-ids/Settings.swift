import FrameInput

/// What the command line decides.
struct Settings: FrameSettings {
  var frames = FrameSource()
  var rules: [String] = []
  var showsPackets = false
}
