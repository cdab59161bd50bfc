import SocketKit
import Testing

@testable import LabKit

private let (cut, joined, farewell, others, acknowledged, readLate, answeredLate, meanwhile, endings) =
  (0, 1, 2, 3, 4, 5, 6, 7, 8)

@Suite struct `Words on a stream` {
  @Test func `of a good run hold`() { #expect(WordsRun().failing == []) }

  @Test func `that nobody heard hold nothing`() {
    let nothing = Observation(timeline: Timeline(merging: []), conversations: [], streams: [], endings: [:])
    #expect(WordsExperiment.judge(nothing).allSatisfy { !$0.holds })
  }

  @Test func `in one segment are not cut`() {
    var run = WordsRun()
    run.lines["talker"]?.passing[3].beat = .data("hello\n", from: .client)
    run.lines["talker"]?.passing.remove(at: 5)
    #expect(run.failing == [cut])
  }

  @Test func `whose first half is not acknowledged alone may have gone together`() {
    var run = WordsRun()
    run.lines["talker"]?.passing.remove(at: 4)
    #expect(run.failing == [cut])
  }

  @Test func `whose first half is not read alone may have been joined`() {
    var run = WordsRun()
    run.lines["talker"]?.read = 3.05
    #expect(run.failing == [cut])
  }

  @Test func `answered in halves are taken for segments`() {
    var run = WordsRun()
    run.lines["talker"]?.passing[4].beat = .data("server: Unknown command: hel\n", from: .server)
    #expect(run.failing == [cut])
  }

  @Test func `of which two are answered as one are taken for segments`() {
    var run = WordsRun()
    run.lines["talker"]?.passing[8].beat = .data("server: Unknown command: hi ping\n", from: .server)
    #expect(run.failing == [joined])
  }

  @Test func `that came in two segments were not joined`() {
    var run = WordsRun()
    run.lines["talker"]?.passing[7].beat = .data("hi ", from: .client)
    run.lines["talker"]?.passing.insert(.init(beat: .data("ping\n", from: .client), at: 4.05), at: 8)
    #expect(run.failing == [joined])
  }

  @Test func `end nothing when the client closes first, or nobody says good-bye`() {
    var run = WordsRun()
    run.lines["leaver"]?.passing[5].beat = .fin(from: .client)
    run.lines["leaver"]?.passing[6].beat = .fin(from: .server)
    #expect(run.failing == [farewell])
    run = WordsRun()
    run.lines["leaver"]?.passing[4].beat = .ack(from: .server)
    #expect(run.failing == [farewell])
  }

  @Test(arguments: ["talker", "newcomer"]) func `are for others too`(name: String) {
    var run = WordsRun()
    run.lines[name]?.passing.removeLast()
    #expect(run.failing == [others])
  }

  @Test func `before a good-bye say nothing about what it ended`() {
    var run = WordsRun()
    for place in 3 ... 6 { run.lines["leaver"]?.passing[place].at += 100 }
    #expect(run.failing == [others])
  }

  @Test func `take a tool with them that ends badly`() {
    for name in ["talker", "loop", WordsExperiment.Model.threads.client(2)] {
      var run = WordsRun()
      run.endings[name] = .exited(1)
      #expect(run.failing == [endings])
    }
  }
}

@Suite struct `A word to a server that computes` {
  private let first = WordsExperiment.Model.loop.client(1)
  private let threaded = WordsExperiment.Model.threads

  @Test func `is not acknowledged by its program`() {
    var run = WordsRun()
    run.lines[first]?.passing.remove(at: 4)
    #expect(run.failing == [acknowledged])
    run = WordsRun()
    run.lines[first]?.passing[4].at = 600.05
    #expect(run.failing == [acknowledged])
  }

  @Test func `is not read by a loop that computes`() {
    var run = WordsRun()
    run.lines[first]?.read = 320
    #expect(run.failing == [readLate])
  }

  @Test func `is not answered by a loop that computes`() {
    var run = WordsRun()
    run.lines[first]?.passing[5].at = 599
    #expect(run.failing == [answeredLate])
    run = WordsRun()
    run.lines[first]?.passing.removeLast()
    #expect(run.failing == [answeredLate])
  }

  @Test func `proves nothing where nobody computes, or when it comes too late`() {
    var run = WordsRun()
    run.blocks["loop"] = []
    #expect(run.failing == [acknowledged, readLate, answeredLate])
    run = WordsRun()
    run.blocks["threads"] = [(2100, 2400), (2700, 3000)]
    #expect(run.failing == [meanwhile])
  }

  @Test func `is enough where another came too late`() {
    var run = WordsRun()
    run.blocks["loop"]?.removeFirst()
    run.blocks["threads"]?.removeFirst()
    #expect(run.failing == [])
  }

  @Test func `is answered by its thread before the end`() {
    var run = WordsRun()
    run.lines[threaded.client(2)]?.passing[5].at = 3200.1
    #expect(run.failing == [meanwhile])
  }

  @Test func `may wait a little once for its thread, not always`() {
    var run = WordsRun()
    run.lines[threaded.client(1)]?.passing[5].at = 2590
    #expect(run.failing == [])
    run.lines[threaded.client(2)]?.passing[5].at = 3190
    #expect(run.failing == [meanwhile])
  }
}
