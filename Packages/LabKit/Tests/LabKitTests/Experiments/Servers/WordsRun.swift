import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `words` when all is well; a test breaks one thing of it.
struct WordsRun: Sendable {
  /// A segment and when it passes, milliseconds from the run's start.
  struct Passing: Sendable {
    var beat: Beat
    var at: Double
  }

  /// One client's connection, and when its server's first read that gave octets was entered.
  struct Line: Sendable {
    var server: SocketAddress
    var passing: [Passing]
    var read: Double

    /// A line whose handshake begins at a moment.
    init(_ server: SocketAddress, from start: Double, read: Double = 0, _ passing: (Double, Beat)...) {
      self.server = server
      self.read = read
      self.passing = zip([start, start + 0.1, start + 0.2], [.syn, .synAck, .ack]).map { Passing(beat: $1, at: $0) }
      self.passing += passing.map { Passing(beat: $1, at: $0) }
    }
  }

  /// By the name that its client is filed under.
  var lines: [String: Line]
  /// From `blocking` to `unblocked`, milliseconds.
  var blocks: [String: [(from: Double, to: Double)]] = [
    "loop": [(300, 600), (900, 1200)], "threads": [(2300, 2600), (2900, 3200)],
  ]
  var endings: [String: ChildProcess.Ending?]

  init() {
    typealias Words = WordsExperiment
    lines = [
      "talker": Line(
        Words.place, from: 1, read: 2.2, (2, .data("hel", from: .client)), (2.1, .ack(from: .server)),
        (3, .data("lo\n", from: .client)), (3.1, .data("server: Hi\n", from: .server)),
        (4, .data("hi ping\n", from: .client)), (4.1, .data("server: Hello\nserver: Pong\n", from: .server)),
        (20, .data("foo\n", from: .client)), (20.1, .data("server: Bar\n", from: .server))),
      "leaver": Line(
        Words.place, from: 10, (11, .data("exit\n", from: .client)), (11.1, .data("server: Bye\n", from: .server)),
        (11.2, .fin(from: .server)), (11.3, .fin(from: .client))),
      "newcomer": Line(
        Words.place, from: 30, (31, .data("hi\n", from: .client)), (31.1, .data("server: Hello\n", from: .server))),
    ]
    endings = ["word-server": .exited(0), "loop": .exited(0), "threads": .exited(0)]
    for (model, start) in [(Words.Model.loop, 0.0), (.threads, 2000)] {
      for round in 1 ... Words.rounds {
        let block = start + 600 * Double(round) - 300
        let read = block + (model == .loop ? 300.1 : 10.1)
        lines[model.client(round)] = Line(
          model.place, from: start + Double(round), read: read, (block + 10, .data("hi\n", from: .client)),
          (block + 10.05, .ack(from: .server)), (read + 0.1, .data("server: Hello\n", from: .server)))
      }
    }
    for name in lines.keys { endings[name] = .exited(name == "leaver" ? 1 : 0) }
  }

  /// The claims that do not hold of it, by their places in the judgement.
  var failing: [Int] {
    WordsExperiment.judge(observation).enumerated().filter { !$0.element.holds }.map(\.offset)
  }

  /// As the laboratory makes it.
  var observation: Observation {
    var (frames, events): ([CapturedFrame], [TimelineEvent]) = ([], [])
    for (place, (name, line)) in lines.sorted(by: { $0.key < $1.key }).enumerated() {
      var script = Script(line.passing.map(\.beat))
      script.server = line.server
      script.client.port += UInt16(place)
      frames += zip(script.frames, line.passing).map { frame, passing in
        CapturedFrame(
          timestampNanoseconds: Self.time(passing.at) + Moment.offset.nanoseconds, octets: frame.octets)
      }
      events.append(.told("connected", [.text("local", script.client)], by: name))
      events += reads(line, of: script.client, on: 10 + place)
    }
    for (model, blocks) in blocks {
      for block in blocks {
        events.append(.told("blocking", by: model, at: Self.time(block.from)))
        events.append(.told("unblocked", by: model, at: Self.time(block.to)))
      }
    }
    let wire = CapturedWire(frames.sorted { $0.timestampNanoseconds < $1.timestampNanoseconds })
    let timeline = Timeline(merging: events + wire.events(clock: Moment.offset))
    let conversations = ConversationTable(timeline.events).conversations
    return Observation(
      timeline: timeline, conversations: conversations, streams: conversations.map(wire.streams), endings: endings)
  }

  private func reads(_ line: Line, of client: SocketAddress, on number: Int) -> [TimelineEvent] {
    let server = WordsExperiment.Model.allCases.first { $0.place == line.server }?.rawValue ?? "word-server"
    guard let start = line.passing.first?.at else { return [] }
    func call(_ name: String, on descriptor: Int, _ arguments: String, result: Int, error: String? = nil, _ at: Double)
      -> TimelineEvent
    {
      .call(
        name, on: descriptor, arguments, result: result, error: error, by: server, host: "server", process: 200,
        at: Self.time(at))
    }
    return [
      call("accept4", on: 4, "\(client)", result: number, start + 0.3),
      call("recv", on: number, "4096", result: -1, error: "EAGAIN", start + 0.4),
      call("recv", on: number, "4096", result: 3, line.read),
    ]
  }

  private static func time(_ milliseconds: Double) -> Int64 {
    Script.start.monotonicNanoseconds + Int64(milliseconds * 1e6)
  }
}
