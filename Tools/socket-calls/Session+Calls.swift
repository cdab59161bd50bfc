import SocketKit
import ToolKit

extension Session {
  /// Makes one call, and tells what became of it.
  ///
  /// - Returns: false when a signal came before it was decided.
  mutating func perform(_ call: Call) throws(Call.Fault) -> Bool {
    do throws(Stop) {
      switch call.deed {
      case .socket: try make(call.socket)
      case .listen(let place, let backlog): try listen(call.socket, place, backlog)
      case .accept(let listener): try accept(call.socket, listener)
      case .connect(let place, let own): try connect(call.socket, place, own)
      case .set(let setting): try set(call.socket, setting)
      case .send(let count): try send(call.socket, count)
      case .read(let count): try read(call.socket, count)
      case .shutdown(let side): try shut(call.socket, side)
      case .close: try close(call.socket)
      }
    } catch {
      switch error {
      case .interrupted: return false
      case .fault(let text): throw Call.Fault(text: text)
      case .failed(let errno, let fields):
        report.event(
          "failed", [.text("call", call.word), .text("socket", call.socket), .text("errno", errno.name)] + fields)
      }
    }
    return true
  }

  /// Why a call did not come to its end.
  enum Stop: Error {
    case interrupted
    /// What the line asks for makes no sense now.
    case fault(String)
    /// The kernel says no.
    case failed(Errno, [Field])
  }

  /// A system call whose failure is an answer.
  private borrowing func ask<Result: ~Copyable>(
    _ fields: @autoclosure () -> [Field] = [], _ body: () throws(Errno) -> Result
  ) throws(Stop) -> Result {
    do throws(Errno) { return try body() } catch { throw .failed(error, fields()) }
  }

  private borrowing func wait(for descriptor: borrowing FileDescriptor, _ wait: Wait) throws(Stop) {
    let isReady: Bool
    do throws(Failure) { isReady = try self.isReady(descriptor, wait) } catch { throw .fault(error.message) }
    if !isReady { throw .interrupted }
  }

  private borrowing func socket(_ name: String) throws(Stop) -> NamedSocket {
    guard let socket = sockets[name] else { throw .fault("'\(name)': no such connection") }
    return socket
  }

  private borrowing func expectFree(_ name: String) throws(Stop) {
    if sockets[name] != nil || listeners[name] != nil { throw .fault("'\(name)': the name is taken") }
    if sockets.count + listeners.count >= Self.socketsMax { throw .fault("more than \(Self.socketsMax) sockets") }
  }
}

extension Call {
  /// The call's name in section 2 of the manual.
  var word: String {
    switch deed {
    case .socket: "socket"
    case .listen: "listen"
    case .accept: "accept"
    case .connect: "connect"
    case .set: "setsockopt"
    case .send: "send"
    case .read: "recv"
    case .shutdown: "shutdown"
    case .close: "close"
    }
  }
}

// MARK: - The calls

extension Session {
  private mutating func make(_ name: String) throws(Stop) {
    try expectFree(name)
    sockets[name] = NamedSocket(
      try ask { () throws(Errno) in try StreamSocket(for: SocketAddress(IPAddress(0, 0, 0, 0), port: 0)) })
    report.event("made", [.text("socket", name)])
  }

  private mutating func listen(_ name: String, _ place: SocketAddress, _ backlog: Int) throws(Stop) {
    try expectFree(name)
    let listener = NamedListener(try ask { () throws(Errno) in try ListeningSocket(on: place, backlog: backlog) })
    let address = try ask { () throws(Errno) in try listener.listener.localAddress() }
    listeners[name] = listener
    report.event(
      "listening", [.text("socket", name), .text("address", address.address), .integer("port", address.port)])
  }

  private mutating func accept(_ name: String, _ from: String) throws(Stop) {
    try expectFree(name)
    guard let named = listeners[from] else { throw .fault("'\(from)': no such listener") }
    while true {
      let accepted = try ask { () throws(Errno) in try named.listener.accept() }
      guard let accepted else {
        try wait(for: named.listener.descriptor, .readable)
        continue
      }
      let peer = accepted.peer
      sockets[name] = NamedSocket(accepted.intoSocket())
      return report.event("accepted", [.text("socket", name), .text("peer", peer?.description ?? "unknown")])
    }
  }

  private mutating func connect(_ name: String, _ place: SocketAddress, _ own: SocketAddress?) throws(Stop) {
    if sockets[name] == nil {
      try expectFree(name)
      sockets[name] = NamedSocket(try ask { () throws(Errno) in try StreamSocket(for: place) })
    }
    let named = try socket(name)
    let progress = try ask { () throws(Errno) in
      if let own {
        try named.socket.set(.reuseAddress, to: true)
        try named.socket.bind(to: own)
      }
      return try named.socket.connect(to: place)
    }
    if progress == .inProgress {
      try wait(for: named.socket.descriptor, .writable)
      let error = try ask { () throws(Errno) -> Errno? in try named.socket.pendingError() }
      if let error { throw .failed(error, []) }
    }
    let local = try ask { () throws(Errno) in try named.socket.localAddress() }
    report.event("connected", [.text("socket", name), .text("local", local), .text("remote", place)])
  }

  private borrowing func set(_ name: String, _ setting: Setting) throws(Stop) {
    let named = try socket(name)
    try ask([.text("option", setting.text)]) { () throws(Errno) in try setting.apply(named.socket) }
    report.event("set", [.text("socket", name), .text("option", setting.text)])
  }

  private borrowing func send(_ name: String, _ count: Int) throws(Stop) {
    let named = try socket(name)
    var sent = 0
    while sent < count {
      let piece = min(count - sent, octets.count)
      let taken = try ask([.integer("octets", sent)]) { () throws(Errno) in
        try named.socket.write(octets.span.extracting(..<piece).bytes)
      }
      sent += taken
      if taken == 0 { try wait(for: named.socket.descriptor, .writable) }
    }
    report.event("sent", [.text("socket", name), .integer("octets", sent)])
  }

  private mutating func read(_ name: String, _ count: Int) throws(Stop) {
    let named = try socket(name)
    var room = [UInt8](repeating: 0, count: min(count, octets.count))
    var (got, isEnd) = (0, false)
    while got < count, !isEnd {
      if count - got < room.count { room.removeLast(room.count - (count - got)) }
      switch try ask([.integer("octets", got)], { () throws(Errno) in try named.socket.read(into: &room) }) {
      case .octets(let some): got += some
      case .endOfStream: isEnd = true
      case .notReady: try wait(for: named.socket.descriptor, .readable)
      }
    }
    report.event("read", [.text("socket", name), .integer("octets", got), .flag("end", isEnd)])
  }

  private borrowing func shut(_ name: String, _ side: StreamSocket.Side) throws(Stop) {
    let named = try socket(name)
    try ask { () throws(Errno) in try named.socket.shutdown(side) }
    report.event("shut-down", [.text("socket", name), .text("side", "\(side)")])
  }

  private mutating func close(_ name: String) throws(Stop) {
    guard sockets.removeValue(forKey: name) != nil || listeners.removeValue(forKey: name) != nil else {
      throw .fault("'\(name)': no such socket")
    }
    report.event("closed", [.text("socket", name)])
  }
}
