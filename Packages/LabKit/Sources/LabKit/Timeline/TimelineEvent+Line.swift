internal import PacketCodec
internal import SocketKit
public import ToolKit

extension TimelineEvent {
  /// The event as a line of a timeline: what every event carries, its plane and host, and what it is about.
  public var line: EventLine {
    let moment = Timestamp(
      realtimeNanoseconds: realtimeNanoseconds, monotonicNanoseconds: monotonicNanoseconds)
    var fields: [Field] = [.text("plane", happening.plane)]
    if let host { fields.append(.text("host", host)) }
    return EventLine(time: moment, tool: tool, event: happening.eventName, fields: fields + happening.fields)
  }
}

extension Happening {
  fileprivate var eventName: String {
    switch self {
    case .call: "syscall"
    case .packet: "packet"
    case .transition: "transition"
    case .descriptor: "descriptor"
    case .told(let event): event.name
    }
  }

  fileprivate var fields: [Field] {
    switch self {
    case .call(let call): call.fields
    case .packet(let packet): packet.fields
    case .transition(let change): change.fields
    case .descriptor(let change): change.fields
    case .told(let event): event.fields
    }
  }
}

extension CallMade {
  var fields: [Field] {
    var fields: [Field] = [.text("name", name)]
    if let descriptor { fields.append(.integer("fd", descriptor)) }
    fields += [.text("arguments", arguments), .integer("result", result)]
    if let error { fields.append(.text("errno", error)) }
    fields += [.microseconds("duration_us", nanoseconds: durationNanoseconds), .integer("pid", process)]
    if let local { fields.append(.text("local", local)) }
    if let remote { fields.append(.text("remote", remote)) }
    return fields
  }
}

extension PacketSeen {
  /// The keys of a frame's TCP layer, at the top: a timeline is read by line-oriented tools.
  fileprivate var fields: [Field] {
    var fields: [Field] = [.integer("number", number), .integer("octets", octets)]
    if let segment {
      let header = segment.header
      fields += [
        .text("source", segment.source), .text("destination", segment.destination),
        .integer("flags", header.flags.rawValue), .integer("seq", header.sequence.rawValue),
        .integer("ack", header.acknowledgmentField.rawValue), .integer("win", header.window),
        .integer("urp", header.urgentPointer), .integer("sum", header.checksum),
        .integer("payload_octets", segment.payloadCount), .text("opts", Hexadecimal.text(header.options)),
      ]
    }
    return fields + [.text("text", text)]
  }
}

extension StateChange {
  var fields: [Field] {
    var fields: [Field] = [.text("local", local), .text("remote", remote)]
    if let from { fields.append(.text("from", from.name)) }
    if let to { fields.append(.text("to", to.name)) }
    if isInferred { fields.append(.integer("inferred", 1)) }
    return fields
  }
}

extension DescriptorChange {
  fileprivate var fields: [Field] {
    [
      .integer("pid", process), .integer("fd", number), .text("target", target),
      .text("change", isOpen ? "opened" : "closed"),
    ]
  }
}
