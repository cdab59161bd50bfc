/// One system call, as the program that made it saw it: the laboratory's first source for the plane of calls.
///
/// It shows only what passed through `SystemCall`; strace shows all, and costs a hundred times more.
public struct SystemCallRecord: Sendable {
  /// The call's name in section 2 of the manual.
  public var name: StaticString
  /// The descriptor it worked on, or nil for calls such as socket(2) that make one.
  public var descriptor: CInt?
  /// Its other arguments as a person writes them: "10.0.0.2:80", "12 octets".
  public var arguments: String
  /// What it returned; −1 when it failed, or was interrupted.
  public var result: Int
  /// Why it failed, or nil.
  public var error: Errno?
  /// When the call was entered, on both clocks.
  public var entered: Timestamp
  /// When it returned: CLOCK_MONOTONIC, nanoseconds; never before `entered`.
  public var returnedNanoseconds: Int64
}

extension SystemCallRecord {
  /// Sees each call after it returned, on the thread that made it. It must not make recorded calls itself.
  public typealias Sink = @Sendable (SystemCallRecord) -> Void

  /// Where calls are shown; nil, the default, costs one load and one branch a call.
  ///
  /// Set once, at a program's start, before it starts a thread: nothing guards it, because a guard would cost every
  /// call of every program more than the calls of the few that are watched.
  @usableFromInline @exclusivity(unchecked) nonisolated(unsafe) static var sink: Sink?

  /// Shows every call from now on to `sink`, or to nobody.
  public static func install(_ sink: Sink?) { Self.sink = sink }

  static func deliver(_ record: SystemCallRecord) { sink?(record) }
}
