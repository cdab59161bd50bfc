import ToolKit

/// A text that may be JSON: what is read, written, is read as the same.
enum JSONFuzz {
  static func fault(of octets: [UInt8]) -> String? {
    guard let value = try? JSONValue.parse(octets) else { return nil }
    let written = Array("\(value)".utf8)
    guard let again = try? JSONValue.parse(written) else { return "what was written is not read: \(value)" }
    guard again == value else { return "\(value) is read again as \(again)" }
    return "\(again)" == "\(value)" ? nil : "written anew, it is another text"
  }
}
