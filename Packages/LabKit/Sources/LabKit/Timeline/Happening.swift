/// What an event is about: one case a plane, and one for what tools tell of themselves.
public enum Happening: Hashable, Sendable {
  /// A program asked the kernel for something.
  case call(CallMade)
  /// A frame passed the wire.
  case packet(PacketSeen)
  /// A connection was found in another state than before: the kernel's socket, or one of a stack in user space.
  case transition(StateChange)
  /// A process has one descriptor more or fewer.
  case descriptor(DescriptorChange)
  /// Any other event of a tool, as it came.
  case told(ToolEvent)
}

extension Happening {
  /// The plane's name in a merged timeline.
  public var plane: String {
    switch self {
    case .call: "call"
    case .packet: "packet"
    case .transition: "state"
    case .descriptor: "descriptor"
    case .told: "tool"
    }
  }

  /// Who comes first among events of the same nanosecond: a call is entered before what it causes; a state is found
  /// after what changed it; a tool speaks last.
  var rank: Int {
    switch self {
    case .call: 0
    case .packet: 1
    case .transition: 2
    case .descriptor: 3
    case .told: 4
    }
  }
}
