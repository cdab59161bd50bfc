public import SocketKit

/// One event as one line, in either of the two forms that all tools share.
///
/// A tool's own events go through `Report`; this is for who writes other tools' events down again, as a merge does.
public struct EventLine: Hashable, Sendable {
  /// When it happened.
  public var time: Timestamp
  /// Who saw it.
  public var tool: String
  /// What happened, in small letters: "accept", "worker-exit".
  public var event: String
  /// The rest, in the order in which it is written.
  public var fields: [Field]

  /// An event made of its parts.
  public init(time: Timestamp, tool: String, event: String, fields: [Field]) {
    self.time = time
    self.tool = tool
    self.event = event
    self.fields = fields
  }

  /// `event key=value …`, without a newline.
  ///
  /// A value that is empty, or holds a space, a quote, a backslash or something unprintable, stands in quotes, in
  /// `OctetNotation` with `\"` for a quote. So fields end at the spaces outside quotes, keys at their first `=`.
  public var text: String {
    var line = LineBuffer()
    appendText(to: &line)
    return line.text
  }

  /// One JSON object, without a newline: `time`, `mono_ns`, `tool`, `event`, then the fields.
  public var json: String {
    var line = LineBuffer()
    appendJSON(to: &line)
    return line.text
  }

  func appendText(to line: inout LineBuffer) {
    line.append(event)
    for field in fields {
      line.append(UInt8(ascii: " "))
      line.append(field.name)
      line.append(UInt8(ascii: "="))
      switch field.value {
      case .text(let text) where Self.isBare(text.utf8): line.append(text)
      case .text(let text): Self.appendQuoted(Array(text.utf8), to: &line)
      case .octets(let octets) where Self.isBare(octets): line.append(octets)
      case .octets(let octets): Self.appendQuoted(octets, to: &line)
      default: Self.appendBare(field.value, to: &line)
      }
    }
  }

  func appendJSON(to line: inout LineBuffer) {
    line.append("{\"time\":\"")
    RFC3339.append(time.realtimeNanoseconds, to: &line)
    line.append("\",\"mono_ns\":")
    line.append(time.monotonicNanoseconds)
    line.append(",\"tool\":")
    line.appendJSON(tool)
    line.append(",\"event\":")
    line.appendJSON(event)
    for field in fields {
      line.append(UInt8(ascii: ","))
      line.appendJSON(field.name)
      line.append(UInt8(ascii: ":"))
      switch field.value {
      case .text(let text): line.appendJSON(text)
      case .octets(let octets): line.appendJSON(OctetNotation.text(of: octets))
      default: Self.appendBare(field.value, to: &line)
      }
    }
    line.append(UInt8(ascii: "}"))
  }

  /// What is written the same in both forms.
  private static func appendBare(_ value: Field.Value, to line: inout LineBuffer) {
    switch value {
    case .integer(let number): line.append(number)
    case .decimal(let scaled, let places): line.append(scaled, places: places)
    case .real(let number): line.appendJSON(number)
    case .flag(let flag): line.append(flag ? "true" : "false")
    case .text, .octets: preconditionFailure("text has a form of its own")
    }
  }

  /// Whether it can stand without quotes.
  private static func isBare(_ octets: some Collection<UInt8>) -> Bool {
    !octets.isEmpty
      && octets.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }

  private static func appendQuoted(_ octets: [UInt8], to line: inout LineBuffer) {
    line.append(UInt8(ascii: "\""))
    OctetNotation.append(octets, to: &line, quotes: true)
    line.append(UInt8(ascii: "\""))
  }
}
