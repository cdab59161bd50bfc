import FrameInput

/// What the command line decides.
struct Settings: FrameSettings {
  var frames = FrameSource()
  var showsOctets = false
  var showsLink = false
}
