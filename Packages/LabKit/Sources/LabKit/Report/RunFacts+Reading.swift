internal import SocketKit
public import ToolKit

extension RunFacts {
  /// What `run.json` of a folder says.
  ///
  /// - Throws: 74 when there is no such file, or when it is not one.
  public init(readingFrom folder: String) throws(Failure) {
    let path = "\(folder)/run.json"
    let octets: [UInt8]
    do throws(Errno) {
      octets = try FileDescriptor.contents(of: path, limit: Self.octetsMax)
    } catch {
      throw Failure(.inputOutput, "\(path): \(error)")
    }
    guard let json = try? JSONValue.parse(octets), let facts = RunFacts(json) else {
      throw Failure(.inputOutput, "\(path): not what a run writes")
    }
    self = facts
  }

  /// A run has some hundred claims of some hundred octets.
  private static let octetsMax = 16 << 20

  init?(_ json: JSONValue) {
    guard let experiment = json["experiment"]?.text, let question = json["question"]?.text,
      let started = json["started"]?.text.flatMap(RFC3339.nanoseconds),
      let milliseconds = json["duration_ms"]?.decimal, (0 ... 1e12).contains(milliseconds),
      let kernel = json["kernel"]?.text, let control = json["congestion_control"]?.text,
      let dropped = json["frames_dropped"]?.integer, let hosts = json["hosts"]?.texts,
      let endings = json["endings"]?.texts, let claims = json["expectations"]?.array
    else { return nil }
    let expectations = claims.compactMap(Expectation.init)
    guard expectations.count == claims.count else { return nil }
    // Runs of older versions do not say it.
    let (stalled, stolen) = (json["stalled_ms"]?.decimal ?? 0, json["stolen_ms"]?.decimal ?? 0)
    guard (0 ... 1e12).contains(stalled), (0 ... 1e12).contains(stolen) else { return nil }
    self.init(
      experiment: experiment, question: question,
      started: Timestamp(realtimeNanoseconds: started, monotonicNanoseconds: 0),
      durationNanoseconds: Int64(milliseconds * 1e6), hosts: hosts.map { (name: $0.0, address: $0.1) },
      congestionControl: control, kernel: kernel, expectations: expectations,
      endings: endings.map { (tool: $0.0, ending: $0.1) }, framesDropped: Int(clamping: dropped),
      disturbance: Disturbance(longestStall: Int64(stalled * 1e6), stolen: Int64(stolen * 1e6)),
      network: (json["network"]?.array ?? []).compactMap(\.text),
      tools: (json["tools"]?.array ?? []).compactMap(ToolStart.init))
  }
}

extension ToolStart {
  fileprivate init?(_ json: JSONValue) {
    guard let label = json["tool"]?.text, let host = json["host"]?.text, let words = json["words"]?.array else {
      return nil
    }
    self.init(label: label, host: host, words: words.compactMap(\.text))
  }
}

extension Evidence {
  fileprivate init?(_ json: JSONValue) {
    if let frame = json["frame"]?.integer {
      self = .frame(Int(frame))
    } else if let event = json["event"]?.integer {
      self = .event(Int(event))
    } else {
      return nil
    }
  }
}

extension Expectation {
  fileprivate init?(_ json: JSONValue) {
    guard let claim = json["claim"]?.text, let found = json["found"]?.text, let verdict = json["verdict"]?.text else {
      return nil
    }
    self.init(
      claim, found: found, holds: verdict == "PASS",
      evidence: (json["evidence"]?.array ?? []).compactMap(Evidence.init))
  }
}

extension JSONValue {
  /// An object's members, where all are texts.
  fileprivate var texts: [(String, String)]? {
    guard let members else { return nil }
    let texts = members.compactMap { member in member.value.text.map { (member.name, $0) } }
    return texts.count == members.count ? texts : nil
  }
}
