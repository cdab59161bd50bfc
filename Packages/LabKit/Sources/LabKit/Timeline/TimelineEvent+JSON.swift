public import ToolKit

extension TimelineEvent {
  /// Why a line is no event.
  public enum DecodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not JSON.
    case json(JSONError)
    /// JSON, but no object with this member of the right kind; every event has `mono_ns`, `time`, `tool`, `event`.
    case member(String)

    /// One phrase for a diagnostic.
    public var description: String {
      switch self {
      case .json(let error): "not JSON: \(error)"
      case .member(let name): "no usable \"\(name)\""
      }
    }
  }

  /// Reads a line that a tool wrote with `-j`, or one of a timeline.
  ///
  /// What is known by its event's name (`syscall`, `packet`, `transition`, or `state` of a stack in user space,
  /// `descriptor`) becomes what it is about, if it has all that this needs; anything else is kept as a tool's telling,
  /// and stays one when it was written as one.
  public init(line octets: [UInt8]) throws(DecodeError) {
    let object: JSONValue
    do throws(JSONError) {
      object = try JSONValue.parse(octets)
    } catch {
      throw .json(error)
    }
    guard let monotonic = object["mono_ns"]?.integer else { throw .member("mono_ns") }
    guard let realtime = object["time"]?.text.flatMap(RFC3339.nanoseconds) else { throw .member("time") }
    guard let tool = object["tool"]?.text else { throw .member("tool") }
    guard let event = object["event"]?.text else { throw .member("event") }
    self.init(
      monotonicNanoseconds: monotonic, realtimeNanoseconds: realtime, tool: tool, host: object["host"]?.text,
      happening: Happening(event, object))
  }
}

extension Happening {
  fileprivate init(_ event: String, _ object: JSONValue) {
    let wasTold = object["plane"]?.text == Happening.told(ToolEvent(event)).plane
    let known: Happening? =
      switch event {
      case _ where wasTold: nil
      case "syscall": CallMade(object).map { .call($0) }
      case "packet": PacketSeen(object).map { .packet($0) }
      case "transition", "state": StateChange(object).map { .transition($0) }
      case "descriptor": DescriptorChange(object).map { .descriptor($0) }
      default: nil
      }
    self = known ?? .told(ToolEvent(event, object))
  }
}

extension ToolEvent {
  /// What every event has is not said twice.
  private static let common: Set<String> = ["time", "mono_ns", "tool", "event", "plane", "host"]

  fileprivate init(_ name: String, _ object: JSONValue) {
    let own = (object.members ?? []).filter { !Self.common.contains($0.name) }
    self.init(name, own.map { Field($0.name, Field.Value($0.value)) })
  }
}

extension Field.Value {
  fileprivate init(_ value: JSONValue) {
    switch value {
    case .bool(let flag): self = .flag(flag)
    case .integer(let number): self = .integer(number)
    case .decimal(let number): self = .real(number)
    case .text(let text): self = .text(text)
    case .null, .array, .object: self = .text("\(value)")
    }
  }
}
