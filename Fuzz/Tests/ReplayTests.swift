import Glibc
import Testing

/// What the fuzzers found once, tried again without them.
@Suite struct `What was found` {
  private struct Input: Sendable, CustomTestStringConvertible {
    var target: FuzzTarget
    var name: String
    var octets: [UInt8]

    var testDescription: String { "\(target.rawValue)/\(name)" }
  }

  private static let corpus =
    "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    .joined(separator: "/") + "/Corpus"

  private static let inputs: [Input] = FuzzTarget.allCases.flatMap { target in
    names(in: "\(corpus)/\(target.rawValue)").map { name in
      Input(target: target, name: name, octets: octets(of: "\(corpus)/\(target.rawValue)/\(name)"))
    }
  }

  @Test func `is kept where its target looks for it`() {
    let known = Set(FuzzTarget.allCases.map(\.rawValue))
    #expect(Set(Self.names(in: Self.corpus)).subtracting(known) == [])
    #expect(!Self.inputs.isEmpty, "nothing is kept in \(Self.corpus)")
    for input in Self.inputs { #expect(!input.octets.isEmpty, "\(input.testDescription)") }
  }

  @Test func `is of targets that docs/fuzzing.md has`() {
    let path = Self.corpus.split(separator: "/").dropLast(2).map { "/\($0)" }.joined() + "/docs/fuzzing.md"
    let page = String(decoding: Self.octets(of: path), as: UTF8.self)
    let rows = page.split(separator: "\n| `").dropFirst().map { String($0.prefix { $0 != "`" }) }
    #expect(Set(rows) == Set(FuzzTarget.allCases.map(\.rawValue)) && rows.count == FuzzTarget.allCases.count)
  }

  @Test(arguments: inputs) private func `is mended`(_ input: Input) {
    #expect(input.target.fault(of: input.octets) == nil)
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func octets(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var octets: [UInt8] = []
    while case let octet = fgetc(file), octet != EOF { octets.append(UInt8(octet)) }
    return octets
  }
}
