import SocketKit
import Testing

import Observe

@Suite struct `Following descriptors` {
  private static func look(
    _ follower: inout DescriptorFollower, _ moment: Int64, _ descriptors: [CInt: String]
  ) -> [String] {
    let open = descriptors.sorted { $0.key < $1.key }.map {
      OpenDescriptor(number: $0.key, target: DescriptorTarget($0.value))
    }
    let time = Timestamp(realtimeNanoseconds: 0, monotonicNanoseconds: moment)
    return follower.observe(open, began: time, ended: time).map {
      "\($0.since.map { "\($0.monotonicNanoseconds)" } ?? "?") \($0.change) \($0.descriptor.number) \($0.descriptor.target)"
    }
  }

  @Test func `tells what opened and what closed, by number`() {
    var follower = DescriptorFollower()
    #expect(Self.look(&follower, 1, [0: "/dev/null"]) == ["? opened 0 /dev/null"])
    #expect(Self.look(&follower, 2, [0: "/dev/null"]) == [])
    #expect(
      Self.look(&follower, 3, [0: "/dev/null", 3: "socket:[7]", 4: "pipe:[8]"]) == [
        "2 opened 3 socket:[7]", "2 opened 4 pipe:[8]",
      ])
    #expect(Self.look(&follower, 4, [4: "pipe:[8]"]) == ["3 closed 0 /dev/null", "3 closed 3 socket:[7]"])
    #expect(Self.look(&follower, 5, [:]) == ["4 closed 4 pipe:[8]"])
  }

  @Test func `a number used again was closed, then opened`() {
    var follower = DescriptorFollower()
    _ = Self.look(&follower, 1, [3: "socket:[7]"])
    #expect(Self.look(&follower, 2, [3: "socket:[8]"]) == ["1 closed 3 socket:[7]", "1 opened 3 socket:[8]"])
  }
}
