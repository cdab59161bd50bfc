/// What a tool's command line decides, where it has a stack of its own.
public protocol StackSettings: Sendable {
  /// Where the stack stands.
  var stack: StackOptions { get set }
}
