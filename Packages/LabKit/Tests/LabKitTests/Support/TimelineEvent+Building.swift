import SocketKit
import ToolKit

@testable import LabKit

extension TimelineEvent {
  /// A system call; `time` is on the monotonic clock.
  static func call(
    _ name: String, on descriptor: Int? = nil, _ arguments: String = "", result: Int = 0, error: String? = nil,
    by tool: String = "echo-client", host: String? = "client", process: Int = 100, at time: Int64 = 0
  ) -> TimelineEvent {
    TimelineEvent(
      at: Moment.at(time), tool: tool, host: host,
      happening: .call(
        CallMade(
          name: name, descriptor: descriptor, arguments: arguments, result: error == nil ? result : -1, error: error,
          durationNanoseconds: 1_500, process: process)))
  }

  /// A socket found in a state.
  static func state(
    _ local: SocketAddress, _ remote: SocketAddress, _ from: TCPSocketState?, _ to: TCPSocketState?,
    host: String? = nil, at time: Int64 = 0
  ) -> TimelineEvent {
    TimelineEvent(
      at: Moment.at(time), tool: "tcp-states", host: host,
      happening: .transition(StateChange(local: local, remote: remote, from: from, to: to)))
  }

  /// What a tool told.
  static func told(
    _ name: String, _ fields: [Field] = [], by tool: String = "echo-client", at time: Int64 = 0
  ) -> TimelineEvent {
    TimelineEvent(at: Moment.at(time), tool: tool, happening: .told(ToolEvent(name, fields)))
  }

  /// A descriptor that came or went.
  static func descriptor(
    _ number: Int, _ target: String, isOpen: Bool, by tool: String = "echo-server", at time: Int64 = 0
  ) -> TimelineEvent {
    TimelineEvent(
      at: Moment.at(time), tool: tool,
      happening: .descriptor(DescriptorChange(process: 200, number: number, target: target, isOpen: isOpen)))
  }

  /// What a line means; nil when it is no event.
  init?(text: String) {
    guard let event = try? TimelineEvent(line: Array(text.utf8)) else { return nil }
    self = event
  }
}
