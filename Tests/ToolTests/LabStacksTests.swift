import Testing

/// The experiments with a stack in user space, on the kernel, and what they say where their phenomenon is not.
@Suite("lab run ping, ustack-client, ustack-server", .enabled(if: StackWire.isPossible, StackWire.needs))
struct LabStacksTests {
  static let experiments = [("ping", 9), ("ustack-client", 20), ("ustack-server", 9)]

  @Test(arguments: experiments) func `hold`(_ experiment: String, _ count: Int) throws {
    let verdict = try LabVerdict(of: experiment)
    verdict.expectBroken()
    #expect(verdict.count == count)
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs), arguments: experiments.dropFirst())
  func `hold for an ordinary user`(_ experiment: String, _ count: Int) throws {
    try LabVerdict(of: experiment, asOrdinaryUser: true).expectBroken()
  }

  @Test func `tell an address that the kernel does not have, where it should be borrowed`() throws {
    let elsewhere =
      #"case "$*" in *7004*) set -- "$@" --address 10.77.0.78/24;; esac; exec /run/tools/gotcp-tcpclient "$@""#
    let without = "borrowed, guard taken away"
    try LabVerdict(of: "ustack-client", with: ["gotcp-tcpclient": elsewhere]).expectBroken(
      "\(without): the server gets RST from the client's address, and the stack sent none",
      "\(without): the RST has the number that the server acknowledged: it is from who knows no such connection",
      "\(without): the stack's connection is lost, and it says so")
  }

  @Test func `tell echoes that are not as they were asked for, and somebody where nobody should be`() throws {
    let other = #"case "$*" in *10.77.0.99*) set -- "$@" -d 10.77.0.2;; *--interval*) set -- "$@" -t 64;; esac; "#
    try LabVerdict(of: "ping", with: ["gotcp-ping": other + #"exec /run/tools/gotcp-ping "$@""#]).expectBroken(
      "the kernel gives each echo of the stack back, once",
      "the stack's questions are as they were asked for: 7 hops, 128 octets, not to be cut",
      "who has an address that nobody has is asked 3 times, a second apart, and no echo leaves",
      "then the stack itself says that the host is unreachable, and the answer is no")
  }
}
