import SocketKit
import Testing

/// An example that goes on until it is killed, and says first where it listens.
struct ExampleServer: ~Copyable {
  let address: SocketAddress
  private let process: ChildProcess

  init(_ examples: ExampleCommands, _ command: String) throws {
    let pipe = try Pipe()
    // Into a pipe, Swift's `print` would wait for more.
    var request = Spawn("/usr/bin/env", ["stdbuf", "-oL"] + examples.becoming(command))
    request.standard = (nil, pipe.writeEnd.rawValue, nil)
    let process = try ChildProcess(request)
    let output = pipe.intoReadEnd()
    var line: [UInt8] = []
    var octet: [UInt8] = [0]
    repeat {
      var span = octet.mutableSpan
      var room = span.mutableBytes
      guard case .octets = try output.read(into: &room) else { break }
      line += octet
    } while octet != [0x0A]
    let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    address = try #require(words.last.flatMap { SocketAddress(String($0)) }, "\(words)")
    self.process = process
  }
}
