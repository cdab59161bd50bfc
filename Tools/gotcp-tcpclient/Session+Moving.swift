import EventLoop
import SocketKit
import ToolKit
import UStack
import UStackLink
import UStackTool

extension Session {
  /// A pipe that is writable takes this much without waiting (pipe(7), PIPE_BUF). It cannot be made nonblocking: the flag
  /// belongs to everybody who has the pipe.
  private static let pipeRoom = 4096

  /// Watches what each direction waits for.
  mutating func watch() throws(Failure) {
    let wantsInput = readsInput && host.driver.stack.tcp.room(connection) > 0
    do throws(Errno) {
      try inputWatch.set(wantsInput ? .readable : nil, on: input, host.loop.poller)
      try outputWatch.set(inbound.isEmpty ? nil : .writable, on: output, host.loop.poller)
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  private var readsInput: Bool { isConnected && !isFinished && settings.source == 0 && rally == nil }

  private func isReady(_ token: Token) -> Bool { host.ready.contains { $0.token == token } }

  /// Says that there is no more to come.
  mutating func finish() {
    guard !isFinished else { return }
    isFinished = true
    host.driver.stack.tcp.finish(connection, now: StackDriver.now)
  }

  // MARK: To the peer

  /// Standard input, or what stands for it, as far as the stack has room.
  mutating func moveOut() throws(Failure) {
    guard isConnected, !isFinished else { return }
    if rally != nil { return play() }
    guard settings.source == 0 else { return sendPattern() }
    guard inputWatch.isAlwaysReady else {
      if isReady(Self.inputToken) { _ = try takeInput() }
      return
    }
    while try takeInput() {}
  }

  /// - Returns: false when there is nothing more for now.
  private mutating func takeInput() throws(Failure) -> Bool {
    let room = min(host.driver.stack.tcp.room(connection), Self.chunk)
    guard room > 0, !isFinished else { return false }
    var octets = [UInt8](repeating: 0, count: room)
    do throws(Errno) {
      var span = octets.mutableSpan
      var bytes = span.mutableBytes
      switch try input.read(into: &bytes) {
      case .notReady: return false
      case .endOfStream:
        finish()
        return false
      case .octets(let count):
        send(octets.span.bytes.extracting(0 ..< count))
        return true
      }
    } catch {
      // No standard input at all is an empty one.
      guard error == .badDescriptor else { throw Failure(.inputOutput, "standard input: \(error)") }
      finish()
      return false
    }
  }

  @discardableResult
  private mutating func send(_ octets: RawSpan) -> Int {
    let count = host.driver.stack.tcp.write(connection, octets, now: StackDriver.now)
    octetsOut += count
    return count
  }

  private mutating func sendPattern() {
    let pattern = Self.pattern
    while octetsOut < settings.source {
      let place = octetsOut % pattern.count
      let end = min(pattern.count, place + settings.source - octetsOut)
      guard send(pattern.span.bytes.extracting(place ..< end)) > 0 else { return }
    }
    finish()
  }

  private mutating func play() {
    if rally?.isOver == true { return finish() }
    guard rally?.isOurTurn == true else { return }
    rally?.send(at: StackDriver.now.nanoseconds)
    send([UInt8(ascii: "x")].span.bytes)
  }

  // MARK: From the peer

  /// What came to standard output, or to where it is wanted.
  mutating func moveIn() throws(Failure) {
    if isReady(Self.outputToken) { try deliver() }
    while inbound.isEmpty, !peerEnded, !isOver, let octets = take() {
      if rally != nil {
        for _ in octets { rally?.receive(at: StackDriver.now.nanoseconds) }
        play()
      } else if !settings.sinks {
        inbound = octets[...]
        while outputWatch.isAlwaysReady, !inbound.isEmpty, !isOver { try deliver() }
      }
    }
  }

  private mutating func take() -> [UInt8]? {
    var result = TCP.ReadResult.nothing
    let octets = [UInt8](capacity: Self.chunk) {
      result = host.driver.stack.tcp.read(connection, into: &$0, now: StackDriver.now)
    }
    switch result {
    case .octets(let count):
      octetsIn += count
      return octets
    case .end, .failed: peerEnded = true
    case .nothing: break
    }
    return nil
  }

  private mutating func deliver() throws(Failure) {
    guard !inbound.isEmpty else { return }
    do throws(Errno) {
      let most = outputWatch.isAlwaysReady ? Self.chunk : Self.pipeRoom
      let count = try output.write(inbound.span.bytes.extracting(first: min(most, inbound.count)))
      inbound = inbound.dropFirst(count)
    } catch {
      // A reader that left ends the tool without a word.
      guard error != .brokenPipe else { return isOver = true }
      throw Failure(.inputOutput, "standard output: \(error)")
    }
  }

  /// What `--source` sends, over and over.
  private static let pattern = (0 ..< chunk).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
}
