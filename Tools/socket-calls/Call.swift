import SocketKit

/// One line of the input: a call, the socket it is made on, and what it is given.
struct Call: Sendable {
  /// What the socket is called here; the kernel knows it by a number.
  var socket: String
  var deed: Deed

  enum Deed: Sendable {
    case socket
    case listen(at: SocketAddress, backlog: Int)
    case accept(from: String)
    case connect(to: SocketAddress, from: SocketAddress?)
    case set(Setting)
    case send(octets: Int)
    case read(octets: Int)
    case shutdown(StreamSocket.Side)
    case close
  }

  /// The most octets of one call: what is sent is made as it goes, what is read is thrown away.
  static let octetsMax = 1 << 30
  /// As listen(2) has it; net.core.somaxconn cuts it.
  static let backlogMax = 65535

  /// Reads a line.
  ///
  /// - Parameter line: without its end; words with spaces between them.
  /// - Throws: what is wrong with it.
  init(_ line: String) throws(Fault) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2 else { throw Fault(text: "a call and a socket's name are needed") }
    socket = words[1]
    guard let deed = try Self.deed(words[0], Array(words.dropFirst(2))) else {
      throw Fault(text: "'\(line)': must be \(Self.form(of: words[0]))")
    }
    self.deed = deed
  }

  /// A line that is no call.
  struct Fault: Error {
    var text: String
  }

  /// - Returns: nil for words that do not fit the call.
  private static func deed(_ call: String, _ words: [String]) throws(Fault) -> Deed? {
    switch (call, words.count) {
    case ("socket", 0): .socket
    case ("close", 0): .close
    case ("listen", 1 ... 2): listen(words)
    case ("accept", 1): .accept(from: words[0])
    case ("connect", 1 ... 2): connect(words)
    case ("set", 2): Setting(words[0], words[1]).map(Deed.set)
    case ("send", 1): number(words[0], 1 ... octetsMax).map(Deed.send)
    case ("read", 1): number(words[0], 1 ... octetsMax).map(Deed.read)
    case ("shutdown", 1): side(words[0]).map(Deed.shutdown)
    default: nil
    }
  }

  private static func form(of call: String) -> String {
    switch call {
    case "listen": "listen NAME ADDRESS:PORT [BACKLOG]"
    case "accept": "accept NAME LISTENER"
    case "connect": "connect NAME ADDRESS:PORT [ADDRESS:PORT]"
    case "set": "set NAME OPTION VALUE, the option one of \(Setting.names.joined(separator: ", "))"
    case "send", "read": "\(call) NAME OCTETS, 1 ... \(octetsMax)"
    case "shutdown": "shutdown NAME reading|writing|both"
    case "socket", "close": "\(call) NAME"
    default: "one of socket, listen, accept, connect, set, send, read, shutdown, close"
    }
  }

  private static func listen(_ words: [String]) -> Deed? {
    let backlog = words.count > 1 ? number(words[1], 0 ... backlogMax) : 128
    guard let place = SocketAddress(words[0]), let backlog else { return nil }
    return .listen(at: place, backlog: backlog)
  }

  private static func connect(_ words: [String]) -> Deed? {
    guard let place = SocketAddress(words[0]) else { return nil }
    guard words.count > 1 else { return .connect(to: place, from: nil) }
    return SocketAddress(words[1]).map { .connect(to: place, from: $0) }
  }

  private static func side(_ word: String) -> StreamSocket.Side? {
    switch word {
    case "reading": .reading
    case "writing": .writing
    case "both": .both
    default: nil
    }
  }

  private static func number(_ word: String, _ range: ClosedRange<Int>) -> Int? {
    Int(word).flatMap { range.contains($0) ? $0 : nil }
  }
}
