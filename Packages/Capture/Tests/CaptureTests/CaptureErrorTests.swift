import Capture
import Testing

@Suite struct `A capture error` {
  @Test func `names the interface or the filter, and the missing capability`() {
    let errors: [CaptureError] = [
      .notPermitted(interface: "eth0"), .noSuchInterface("eth0"), .interfaceDown("eth0"),
      .badFilter("tpc", reason: "syntax error"), .failed(interface: "eth0", reason: "no memory"),
    ]
    let texts = [
      "eth0: needs CAP_NET_RAW", "eth0: no such interface", "eth0: the interface is down",
      "filter \"tpc\": syntax error", "eth0: no memory",
    ]
    #expect(errors.map(\.description) == texts)
  }
}
