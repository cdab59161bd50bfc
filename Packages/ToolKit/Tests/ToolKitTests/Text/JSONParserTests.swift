import Testing

@testable import ToolKit

@Suite("A JSON text") struct JSONParserTests {
  private func parse(_ text: String, depth: Int = JSONValue.depthLimit) throws(JSONError) -> JSONValue {
    try JSONValue.parse(Array(text.utf8), depth: depth)
  }

  private func complaint(_ octets: [UInt8]) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONValue.parse(octets)
      return nil
    } catch {
      return error
    }
  }

  @Test func `of every kind is read, in its order`() throws {
    let value = try parse(#" {"z":[1,-2.5e3,true,false,null,"\u00e9\n\ud83d\ude00"],"a":{}, "e":[ ] } "#)
    #expect(
      value
        == .object([
          .init("z", .array([.integer(1), .decimal(-2500), .bool(true), .bool(false), .null, .text("é\n😀")])),
          .init("a", .object([])), .init("e", .array([])),
        ]))
  }

  @Test func `written again is the text without its spaces`() throws {
    let text = #"{"z":[1,-2.5,true,false,null,"\"\\\n\u0007é"],"a":{}}"#
    #expect(try parse(text).description == text)
  }

  @Test func `gives the last of two members of one name`() throws {
    #expect(try parse(#"{"a":1,"a":2}"#)["a"] == .integer(2))
  }

  @Test func `answers only the question of its own kind`() throws {
    let value = try parse(#"{"n":1,"d":1.5,"t":"x","b":true,"l":[null]}"#)
    #expect(value["n"]?.integer == 1 && value["n"]?.decimal == 1 && value["n"]?.text == nil)
    #expect(value["d"]?.decimal == 1.5 && value["d"]?.integer == nil)
    #expect(value["t"]?.text == "x" && value["b"]?.bool == true && value["l"]?.array == [.null])
    #expect(value["missing"] == nil && value["t"]?["t"] == nil && value.members?.count == 5)
  }

  @Test func `keeps whole numbers to the ends of 64 bits, and nears those beyond`() throws {
    #expect(try parse("9223372036854775807") == .integer(.max))
    #expect(try parse("-9223372036854775808") == .integer(.min))
    #expect(try parse("9223372036854775808") == .decimal(9_223_372_036_854_775_808))
    #expect(try parse("-0") == .integer(0))
  }

  @Test(
    arguments: [
      ("", .truncated, 0), ("  ", .truncated, 2), ("[1,", .truncated, 3), ("{\"a\"", .truncated, 4),
      ("\"abc", .truncated, 4), ("\"\\", .truncated, 2), ("\"\\u12", .truncated, 5), ("-", .truncated, 1),
      ("1.", .truncated, 2), ("1e", .truncated, 2), ("tru", .truncated, 3), ("[1,]", .unexpected, 3),
      ("{,}", .unexpected, 1), ("{\"a\":1,}", .unexpected, 7), ("{a:1}", .unexpected, 1), ("[1 2]", .unexpected, 3),
      ("nul1", .unexpected, 3), ("+1", .unexpected, 0), (".5", .unexpected, 0), ("-a", .unexpected, 1),
      ("'a'", .unexpected, 0), ("NaN", .unexpected, 0), ("\"a\nb\"", .unexpected, 2), ("01", .trailing, 1),
      ("1 1", .trailing, 2), ("{}x", .trailing, 2), ("\u{FEFF}1", .unexpected, 0), ("\"\\x41\"", .badEscape, 1),
      ("\"\\u12g4\"", .badEscape, 1), ("\"a\\ud800\"", .loneSurrogate, 2), ("\"\\udc00\"", .loneSurrogate, 1),
      ("\"\\ud800\\n\"", .loneSurrogate, 1), ("\"\\ud800\\ud800\"", .loneSurrogate, 1), ("1e999", .numberTooLarge, 0),
      ("[-1e999]", .numberTooLarge, 1),
    ] as [(String, JSONError.Reason, Int)])
  func `that is none says why and where`(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
    #expect(complaint(Array(text.utf8)) == JSONError(reason: reason, offset: offset))
  }

  @Test(
    arguments: [[0x80], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF]] as [[UInt8]])
  func `with a string that is not UTF-8 is refused`(_ octets: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    #expect(complaint([quote, 0x61] + octets + [quote]) == JSONError(reason: .badUTF8, offset: 0))
  }

  @Test func `may be as deep as the limit and no deeper`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(3), depth: 3)
    #expect(throws: JSONError(reason: .tooDeep, offset: 3)) { try parse(nested(4), depth: 3) }
    #expect(throws: JSONError(reason: .tooDeep, offset: 1)) { try parse(#"[{"a":1}]"#, depth: 1) }
    _ = try parse(nested(512), depth: 512)
  }

  @Test func `of a million brackets costs a refusal`() {
    for bracket in ["[", "{\"a\":"] {
      let bomb = Array(String(repeating: bracket, count: 1_000_000).utf8)
      #expect(complaint(bomb)?.reason == .tooDeep)
    }
  }

  @Test func `of a number of a million digits costs a refusal`() {
    #expect(complaint([UInt8](repeating: UInt8(ascii: "9"), count: 1_000_000))?.reason == .numberTooLarge)
    _ = complaint(Array("0.".utf8) + [UInt8](repeating: UInt8(ascii: "1"), count: 1_000_000))
  }
}

@Suite("A spoiled JSON text") struct SpoiledJSONTests {
  private let seedTexts = [
    #"{"time":"2024-02-29T23:59:59.999999999Z","mono_ns":12,"tool":"t","event":"e","o":"h\\x00é"}"#,
    #"[[[{"a":[1,-2.5e3,true,null,"\ud83d\ude00\u00e9\"\\/"]}]],{}]"#,
  ]

  @Test func `cut anywhere is refused`() {
    for text in seedTexts {
      let octets = Array(text.utf8)
      for length in octets.indices {
        #expect(throws: JSONError.self) { try JSONValue.parse(Array(octets[..<length])) }
      }
    }
  }

  @Test func `changed at random never traps, and what is accepted is read again as it was`() throws {
    var random = SplitMix(seed: 2)
    var accepted = 0
    for round in 0 ..< 50_000 {
      var octets = Array(seedTexts[round % seedTexts.count].utf8)
      for _ in 0 ..< Int.random(in: 1 ... 4, using: &random) {
        let place = Int.random(in: octets.indices, using: &random)
        switch Int.random(in: 0 ..< 3, using: &random) {
        case 0: octets[place] = UInt8.random(in: 0 ... 255, using: &random)
        case 1: octets.insert("{}[]\",:\\u0-e.9".utf8.randomElement(using: &random)!, at: place)
        default: octets.removeSubrange(place ..< min(place + 3, octets.count))
        }
      }
      guard let value = try? JSONValue.parse(octets) else { continue }
      accepted += 1
      #expect(try JSONValue.parse(Array(value.description.utf8)) == value)
    }
    #expect(accepted > 100, "the changes must leave some texts whole")
  }
}
