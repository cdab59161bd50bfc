internal import EventLoop
public import SocketKit
public import ToolKit

/// Runs one program several times, with other words each time and several of them at once.
///
/// Each is a process of its own, so that one that breaks takes no other with it; and each is told of in the order of the
/// words, so that what comes out does not depend on who was first.
public final class SideBySide {
  private let path: String
  private let jobs: Int
  private let signals: SignalDescriptor
  private var poller: Poller
  private var isInterrupted = false

  /// What one of the programs left.
  public struct Result: Sendable {
    /// Its standard output.
    public var printed: [UInt8]
    /// Its standard error.
    public var complained: [UInt8]
    /// How it ended; nil when it was not started, because somebody pressed Ctrl-C before.
    public var ending: ChildProcess.Ending?

    /// Why it left nothing better, on one line and never empty: the signal that killed it; otherwise what it said on its
    /// standard error, without its own name in front; its exit status, when it said nothing.
    ///
    /// - Parameter program: its own name.
    public func account(of program: String) -> String {
      if case .signalled(let signal) = ending { return "killed by \(signal)" }
      let own = "\(program): "
      let said = String(decoding: complained.prefix(Self.complaintMax), as: UTF8.self)
      let lines = said.split(whereSeparator: \.isNewline)
      let complaint = lines.map { $0.hasPrefix(own) ? $0.dropFirst(own.count) : $0 }.joined(separator: "; ")
      guard complaint.isEmpty else { return complaint }
      guard case .exited(let status) = ending else { return "was not started" }
      return "left no result and said nothing, exit status \(status)"
    }

    /// What is shown of a complaint, octets.
    private static let complaintMax = 2000
  }

  /// - Parameters:
  ///   - path: the program's file.
  ///   - jobs: how many run at once, 1 ...
  /// - Throws: 71 when the kernel gives no descriptors for it.
  public init(_ path: String, jobs: Int) throws(Failure) {
    precondition(jobs > 0, "nothing would run")
    self.path = path
    self.jobs = jobs
    do throws(Errno) {
      signals = try SignalDescriptor(Stage.interruptions)
      poller = try Poller()
      try poller.add(signals.descriptor, Self.signalToken, .readable)
    } catch {
      throw Failure(errno: error, doing: "event loop")
    }
  }

  private static let signalToken = Token.fixed(0)
  private static let outputToken = Token.fixed(1)

  /// Runs all, and tells of each when it and those before it are over.
  ///
  /// SIGINT, SIGTERM and SIGHUP are passed on to those that run, and no more are started.
  ///
  /// - Parameters:
  ///   - words: the arguments of each.
  ///   - isOver: what to do with a result, by the number of its words.
  /// - Returns: whether nobody interrupted it.
  /// - Throws: 71 when one cannot be started.
  public func run(_ words: [[String]], _ isOver: (Int, Result) -> Void) throws(Failure) -> Bool {
    var running: [Int: KeptProcess] = [:]
    var results: [Int: Result] = [:]
    var (next, told) = (0, 0)
    while told < words.count {
      while !isInterrupted, next < words.count, running.count < jobs {
        running[next] = try start(words[next])
        next += 1
      }
      if !running.isEmpty { try turn(&running, &results) }
      if isInterrupted {
        for index in next ..< words.count { results[index] = Result(printed: [], complained: [], ending: nil) }
        next = words.count
      }
      while let result = results.removeValue(forKey: told) {
        isOver(told, result)
        told += 1
      }
    }
    return !isInterrupted
  }

  private func start(_ words: [String]) throws(Failure) -> KeptProcess {
    do throws(Errno) {
      return try KeptProcess(path, words, poller, Self.outputToken)
    } catch {
      throw Failure(errno: error, doing: "start \(path)")
    }
  }

  private func turn(_ running: inout [Int: KeptProcess], _ results: inout [Int: Result]) throws(Failure) {
    do throws(Errno) {
      for index in 0 ..< (try poller.wait(until: nil)) where poller.event(at: index).token == Self.signalToken {
        while let signal = try signals.next() {
          isInterrupted = true
          for process in running.values { process.send(signal) }
        }
      }
    } catch {
      throw Failure(errno: error, doing: "event loop")
    }
    for (index, process) in running {
      process.read(poller)
      guard let ending = process.ending() else { continue }
      results[index] = Result(printed: process.printed, complained: process.complained, ending: ending)
      running[index] = nil
    }
  }
}
