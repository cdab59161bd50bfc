import SocketKit
import Testing

@Suite struct `A network interface` {
  @Test func `is found by name`() throws {
    let loopback = try NetworkInterface(named: "lo")
    #expect(loopback.index == 1)
    #expect(loopback.name == "lo")
    #expect(try loopback.hardwareAddress() == [0, 0, 0, 0, 0, 0])
    #expect(try loopback.maximumTransmissionUnit() >= 1500)
  }

  @Test(arguments: [
    "", "no-such-link", "lo\0", "lo ", String(repeating: "x", count: 16), String(repeating: "x", count: 4096),
  ])
  func `of another name is none`(name: String) {
    #expect(throws: Errno.noSuchDevice) { try NetworkInterface(named: name) }
  }

  @Test func `cannot be looked for without a descriptor`() async {
    await #expect(processExitsWith: .success) {
      let known = try NetworkInterface(named: "lo")
      try forbidDescriptors()
      #expect(throws: Errno.tooManyOpenFiles) { try NetworkInterface(named: "lo") }
      #expect(throws: Errno.tooManyOpenFiles) { try known.hardwareAddress() }
      #expect(throws: Errno.tooManyOpenFiles) { try known.maximumTransmissionUnit() }
    }
  }

  @Test(.enabled(if: isRoot, "\(needsRoot)")) func `that is gone answers no more`() async {
    await #expect(processExitsWith: .success) {
      try Namespace.unshare([.network])
      let interface: NetworkInterface
      do {
        let device = try TapDevice()
        interface = try NetworkInterface(named: device.name)
        try interface.bringUp()
      }
      #expect(throws: Errno.noSuchDevice) { try interface.bringUp() }
      #expect(throws: Errno.noSuchDevice) { try interface.maximumTransmissionUnit() }
    }
  }
}
