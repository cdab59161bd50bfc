/// What a tool's command line decides, where it takes frames.
public protocol FrameSettings: Sendable {
  /// Where from.
  var frames: FrameSource { get set }
}
