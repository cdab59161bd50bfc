/// One system call of another program, as strace(1) saw it.
public struct TracedCall: Hashable, Sendable {
  /// The call's name in section 2 of the manual.
  public var name: String
  /// The descriptor it worked on, or nil for calls such as socket(2) that make one.
  public var descriptor: Int?
  /// Its other arguments. Of a TCP socket's address it is the address alone, "10.0.0.2:80"; otherwise as strace writes
  /// them, strings escaped and cut.
  public var arguments: String
  /// What it returned, −1 when it failed; nil when it did not return, or strace did not see it.
  public var result: Int?
  /// Why it failed, such as "ECONNREFUSED"; one of the kernel's own ("ERESTARTSYS") when a signal broke it off.
  public var error: String?
  /// When it was entered: CLOCK_REALTIME, nanoseconds.
  public var enteredNanoseconds: Int64
  /// From entry to return, nanoseconds, 0 ...; nil as for `result`.
  public var durationNanoseconds: Int64?
  /// The process that made it, and all of whose threads share its descriptors.
  public var process: Int32
  /// The thread that made it; the first of a process has the process's number.
  public var thread: Int32
  /// The ends of the TCP socket that the descriptor is; nil for anything else, and before it has any.
  public var ends: TracedEnds?

  /// A call from its parts.
  public init(
    name: String, descriptor: Int?, arguments: String, result: Int?, error: String?, enteredNanoseconds: Int64,
    durationNanoseconds: Int64?, process: Int32, thread: Int32, ends: TracedEnds?
  ) {
    self.name = name
    self.descriptor = descriptor
    self.arguments = arguments
    self.result = result
    self.error = error
    self.enteredNanoseconds = enteredNanoseconds
    self.durationNanoseconds = durationNanoseconds
    self.process = process
    self.thread = thread
    self.ends = ends
  }
}
