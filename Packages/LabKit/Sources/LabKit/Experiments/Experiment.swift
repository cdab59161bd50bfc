public import ToolKit

/// A question about TCP, what is done to answer it, and what has to be seen for the answer to hold.
///
/// Doing and judging are apart: the judgement is a function of what was observed, so that a test can hand it an
/// observation that never happened and see it fail.
public struct Experiment: Sendable {
  /// Its name on the command line and below build/lab.
  public var name: String
  /// What a person wants to know.
  public var question: String
  /// The host on the left of its pictures, and the one on the right.
  public var hosts: (HostPlan, HostPlan)
  /// The interface of the first host that is captured.
  public var interface: String
  /// Whether the wire between the hosts is cut, for the tool `wire` to join it: then nothing passes without one.
  public var isCut: Bool
  /// What is done.
  public var perform: @Sendable (Stage) throws(Failure) -> Void
  /// What must have been seen.
  public var judge: @Sendable (Observation) -> [Expectation]
  /// The same without the phenomenon; nil where a tool that lies takes it away, in the tests.
  public var control: Control?
  /// What the claims begin with that only a server on the kernel's TCP can show; nil where the experiment is about the
  /// kernel's, and is not to be repeated on another.
  public var kernelClaims: [String]?
  /// Whose TCP its server speaks.
  public var serverStack = ServerStack.kernel

  /// An experiment from its parts.
  public init(
    name: String, question: String, hosts: (HostPlan, HostPlan), interface: String = HostPlan.interface,
    isCut: Bool = false, perform: @escaping @Sendable (Stage) throws(Failure) -> Void,
    judge: @escaping @Sendable (Observation) -> [Expectation], control: Control? = nil,
    kernelClaims: [String]? = nil
  ) {
    self.name = name
    self.question = question
    self.hosts = hosts
    self.interface = interface
    self.isCut = isCut
    self.perform = perform
    self.judge = judge
    self.control = control
    self.kernelClaims = kernelClaims
  }
}
