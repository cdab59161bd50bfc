import SocketKit
import Testing

@testable import ToolKit

@Suite("An event") struct EventLineTests {
  private let time = Timestamp(realtimeNanoseconds: 1_709_251_199_999_999_999, monotonicNanoseconds: 42)

  private func event(_ fields: Field...) -> EventLine {
    EventLine(time: time, tool: "sample", event: "accept", fields: fields)
  }

  @Test func `is one line of text, its fields in their order`() {
    let line = event(
      .text("peer", "127.0.0.1:80"), .integer("octets", 12), .decimal("rtt_us", 1.5), .flag("last", true),
      .microseconds("wait_us", nanoseconds: 1_234_567))
    #expect(line.text == "accept peer=127.0.0.1:80 octets=12 rtt_us=1.500 last=true wait_us=1234.567")
  }

  @Test func `is one JSON object, its fields in the same order after the common ones`() {
    let line = event(.text("peer", "a b"), .integer("octets", -1), .decimal("x", 2, places: 0), .flag("last", false))
    #expect(
      line.json
        == #"{"time":"2024-02-29T23:59:59.999999999Z","mono_ns":42,"tool":"sample","event":"accept","#
        + #""peer":"a b","octets":-1,"x":2,"last":false}"#)
  }

  @Test(arguments: [
    ("", #"k="""#), ("a b", #"k="a b""#), ("a\"b", #"k="a\"b""#), ("a\\b", #"k="a\\b""#), ("a\nb", #"k="a\nb""#),
    ("a=b", "k=a=b"), ("é", #"k="é""#), ("\u{7F}", #"k="\x7f""#),
  ])
  func `quotes text that would not stay one field`(_ value: String, _ field: String) {
    #expect(event(.text("k", value)).text == "accept \(field)")
  }

  @Test func `carries any octets in both forms, to be read back exactly`() throws {
    for octet in 0 ... 255 as ClosedRange<UInt8> {
      for octets in [[octet], [0x61, octet, 0x62], [octet, octet]] {
        let line = event(.octets("data", octets), .integer("n", 1))
        let value = try JSONValue.parse(Array(line.json.utf8))
        let text = try #require(value["data"]?.text)
        #expect(OctetNotation.octets(of: text) == octets)
        #expect(fields(line.text) == ["data": octets, "n": [0x31]])
      }
    }
  }

  @Test func `carries any text in JSON, to be read back exactly`() throws {
    let text = String(String.UnicodeScalarView((0 ... 0x3FF).compactMap { Unicode.Scalar(UInt32($0)) }))
    #expect(try JSONValue.parse(Array(event(.text("k", text)).json.utf8))["k"] == .text(text))
  }

  @Test func `has null for what is no number`() {
    let line = event(.decimal("a", .nan), .decimal("b", -.infinity), .decimal("c", 1e300))
    #expect(line.text == "accept a=null b=null c=1e+300")
    #expect(line.json.hasSuffix(#""a":null,"b":null,"c":1e+300}"#))
  }

  /// Takes a text line apart by the rule that its form promises.
  private func fields(_ line: String) -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    var rest = line.drop { $0 != " " }.dropFirst()
    while let equals = rest.firstIndex(of: "=") {
      let name = String(rest[..<equals])
      rest = rest[rest.index(after: equals)...]
      var value = ""
      if rest.first == "\"" {
        rest.removeFirst()
        while let character = rest.popFirst(), character != "\"" {
          value.append(character)
          if character == "\\", let escaped = rest.popFirst() { value.append(escaped) }
        }
      } else {
        value = String(rest.prefix { $0 != " " })
        rest = rest.drop { $0 != " " }
      }
      result[name] = OctetNotation.octets(of: value)
      rest = rest.drop { $0 == " " }
    }
    return result
  }
}
