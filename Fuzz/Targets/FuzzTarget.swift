/// What reads octets of strangers, and what has to hold whatever they are.
enum FuzzTarget: String, CaseIterable, Sendable {
  /// A frame of any link, read to its end.
  case frame
  /// One header: read, written, read again.
  case header
  /// A list of TCP options.
  case options
  /// What an ICMP error quotes.
  case quotation
  /// A capture file of either format.
  case capture
  /// Frames at any time, watched.
  case ids
  /// A JSON text.
  case json
  /// Lines and moments in a stream.
  case lines
  /// Frames of any link, said.
  case text
  /// Lines of a timeline, drawn.
  case timeline
  /// Lines of strace(1).
  case strace
  /// Lines of the kernel's trace of states, beside a dump.
  case states
  /// Segments, time and an application, and a whole stack between them.
  case stack

  /// What does not hold for these octets; nil when all does. That it returns is a part of what is asked.
  func fault(of octets: [UInt8]) -> String? {
    switch self {
    case .frame: FrameFuzz.fault(of: octets)
    case .header: HeaderFuzz.fault(of: octets)
    case .options: OptionsFuzz.fault(of: octets)
    case .quotation: QuotationFuzz.fault(of: octets)
    case .capture: CaptureFuzz.fault(of: octets)
    case .ids: InspectorFuzz.fault(of: octets)
    case .json: JSONFuzz.fault(of: octets)
    case .lines: LinesFuzz.fault(of: octets)
    case .text: TextFuzz.fault(of: octets)
    case .timeline: TimelineFuzz.fault(of: octets)
    case .strace: StraceFuzz.fault(of: octets)
    case .states: StateTraceFuzz.fault(of: octets)
    case .stack: StackFuzz.fault(of: octets)
    }
  }
}
