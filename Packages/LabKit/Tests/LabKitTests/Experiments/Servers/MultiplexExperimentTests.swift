import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import LabKit

/// One model's run as it should be, told by its event, its calls and sockets, and the wire.
private struct ModelRun {
  var model: MultiplexExperiment.Model
  var (answered, failed, seconds) = (100, 0, 0.51)
  var (threads, started): (Int, Int)
  var (sockets, descriptors) = (201, 209)
  /// ESTABLISHED at the clients' end, and at the server's.
  var (theirs, ours) = (100, 100)
  var connections = 100
  /// When the first answer leaves, after the first SYN, beats; the last handshake is complete at 299.
  var firstAnswer = 5000
  var ending: ChildProcess.Ending? = .exited(0)

  init(_ model: MultiplexExperiment.Model) {
    self.model = model
    (threads, started) = model == .loop ? (1, 0) : (101, 100)
  }

  private var server: SocketAddress { SocketAddress(IPAddress(127, 0, 0, 1), port: model == .loop ? 8080 : 8081) }

  private func client(_ number: Int) -> SocketAddress {
    SocketAddress(IPAddress(127, 0, 0, 1), port: UInt16(40_000 + number))
  }

  var events: [TimelineEvent] { [told] + calls + states + descriptorsHeld }

  private var told: TimelineEvent {
    let fields: [Field] = [
      .integer("answered", answered), .integer("failed", failed), Field("seconds", .real(seconds)),
      .integer("threads_peak", threads), .integer("descriptors_peak", descriptors),
    ]
    return .told("finished", fields, by: model.rawValue)
  }

  private var calls: [TimelineEvent] {
    let process = model == .loop ? 100 : 200
    func call(_ name: String, on descriptor: Int? = nil, _ arguments: String = "", result: Int = 0, at time: Int64)
      -> TimelineEvent
    {
      .call(name, on: descriptor, arguments, result: result, by: model.rawValue, process: process, at: time)
    }
    let listening = [
      call("socket", result: 3, at: 1), call("listen", on: 3, at: 2), call("getsockname", on: 3, "\(server)", at: 3),
    ]
    return listening + (0 ..< started).map { call("clone3", at: 4 + Int64($0)) }
  }

  private var states: [TimelineEvent] {
    (0 ..< theirs).map { .state(client($0), server, nil, .established) }
      + (0 ..< ours).map { .state(server, client($0), nil, .established) }
  }

  private var descriptorsHeld: [TimelineEvent] {
    (0 ..< sockets).map { .descriptor(3 + $0, "socket:[\($0)]", isOpen: true, by: model.rawValue) }
  }

  /// Handshakes one after the other, then the answers, one a beat.
  var frames: [CapturedFrame] {
    (0 ..< connections).flatMap { number -> [CapturedFrame] in
      var script = Script([.syn, .synAck, .ack, .data("acknowledged", from: .server)])
      (script.client, script.server) = (client(number), server)
      return zip(script.frames, [number * 3, number * 3 + 1, number * 3 + 2, firstAnswer + number]).map { frame, beat in
        CapturedFrame(
          timestampNanoseconds: Script.start.realtimeNanoseconds + Int64(beat) * Script.pace, octets: frame.octets)
      }
    }
  }
}

@Suite struct `A hundred clients at once` {
  private static let (answers, delay, threads, sockets, open, handshakes) = (0, 1, 2, 3, 4, 5)

  /// The claims that fail of the first model when one thing of it is broken, by their places; the second model's, which
  /// is whole, stand behind them.
  private func failing(
    of model: MultiplexExperiment.Model = .loop, _ breaking: (inout ModelRun) -> Void = { _ in }
  ) -> [Int] {
    let runs = MultiplexExperiment.Model.allCases.map { each in
      var run = ModelRun(each)
      if each == model { breaking(&run) }
      return run
    }
    let frames = runs.flatMap(\.frames).sorted { $0.timestampNanoseconds < $1.timestampNanoseconds }
    let wire = CapturedWire(frames)
    let timeline = Timeline(merging: runs.flatMap(\.events) + wire.events(clock: Moment.offset))
    let seen = Observation(
      timeline: timeline, conversations: ConversationTable(timeline.events).conversations, streams: [],
      endings: Dictionary(uniqueKeysWithValues: runs.map { ($0.model.rawValue, $0.ending) }))
    return MultiplexExperiment.judge(seen).enumerated().filter { !$0.element.holds }.map(\.offset)
  }

  @Test func `hold in both models`() { #expect(failing() == []) }

  @Test func `that did not run hold nothing`() {
    let nothing = Observation(timeline: Timeline(merging: []), conversations: [], streams: [], endings: [:])
    #expect(MultiplexExperiment.judge(nothing).allSatisfy { !$0.holds })
  }

  @Test func `are judged each in its own model`() {
    #expect(failing(of: .threads) { $0.answered = 99 } == [6 + Self.answers])
    #expect(failing(of: .threads) { $0.ours = 99 } == [6 + Self.open])
    #expect(failing(of: .threads) { $0.firstAnswer = 298 } == [6 + Self.handshakes])
  }

  @Test func `need an answer each`() {
    #expect(failing { $0.answered = 99 } == [Self.answers])
    #expect(failing { $0.failed = 1 } == [Self.answers])
    #expect(failing { $0.ending = .exited(1) } == [Self.answers])
    #expect(failing { $0.ending = nil } == [Self.answers])
  }

  @Test func `wait together, and wait`() {
    #expect(failing { $0.seconds = 1.001 } == [Self.delay])
    #expect(failing { $0.seconds = 0.499 } == [Self.delay])
  }

  @Test func `take no thread of a loop, and one each of the other`() {
    #expect(failing { $0.threads = 2 } == [Self.threads])
    #expect(failing { $0.started = 1 } == [Self.threads])
    #expect(failing(of: .threads) { $0.threads = 100 } == [6 + Self.threads])
    #expect(failing(of: .threads) { $0.started = 99 } == [6 + Self.threads])
  }

  @Test func `take two sockets each, and few descriptors beside`() {
    #expect(failing { $0.sockets = 200 } == [Self.sockets])
    #expect(failing { $0.sockets = 202 } == [Self.sockets])
    #expect(failing { $0.descriptors = 301 } == [Self.sockets])
  }

  @Test func `are all open at once`() {
    #expect(failing { $0.theirs = 99 } == [Self.open])
    #expect(failing { $0.ours = 99 } == [Self.open])
  }

  @Test func `are open before the first is answered`() {
    #expect(failing { $0.firstAnswer = 298 } == [Self.handshakes])
    #expect(failing { $0.connections = 99 } == [Self.handshakes])
  }
}
