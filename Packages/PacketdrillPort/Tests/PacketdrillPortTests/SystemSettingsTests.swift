import Testing
import UStack

@testable import PacketdrillPort

@Suite struct `The settings of the machine` {
  private static func options(_ settings: [String: String], flags: String = "") -> ConnectionOptions {
    HostFlags(flags, settings: SystemSettings { settings[$0] }).options
  }

  @Test func `say what a socket begins with`() {
    let options = Self.options([
      "tcp_timestamps": "0", "tcp_sack": "0", "tcp_window_scaling": "0", "tcp_ecn": "1", "tcp_syn_retries": "3",
      "tcp_retries2": "5", "tcp_congestion_control": "reno", "tcp_wmem": "4096\t50000\t4194304",
    ])
    #expect(!options.timestamps && !options.selectiveAcknowledgment && !options.windowScaling)
    #expect(options.congestionNotification)
    #expect(options.synRetries == 3 && options.retries == 5)
    #expect(options.congestion == .reno)
    #expect(options.sendBuffer == 50_000)
  }

  @Test func `change nothing where nobody chose, or nothing is understood`() {
    let untouched = Self.options([:])
    #expect(
      Self.options([
        "tcp_timestamps": "", "tcp_ecn": "2", "tcp_congestion_control": "bbr", "tcp_wmem": "4096 16384 4194304",
      ]) == untouched)
  }

  @Test func `come after the command line`() {
    #expect(Self.options(["tcp_congestion_control": "reno"], flags: "congestion=cubic").congestion == .cubic)
    #expect(Self.options(["tcp_sack": "0"], flags: "sack=1").selectiveAcknowledgment)
  }

  @Test func `say who may speak with a SYN`() {
    let usual = SystemSettings { _ in nil }.fastOpen
    #expect(usual.admitsClients && usual.clientNeedsCookie && !usual.admitsListeners)
    let all = SystemSettings { $0 == "tcp_fastopen" ? "1543" : nil }.fastOpen
    #expect(all.admitsEveryListener && all.admitsListeners && !all.listenerNeedsCookie && !all.clientNeedsCookie)
  }

  @Test func `give the key of cookies in four words`() {
    #expect(
      KeyedHash(linux: "03020100-07060504-0b0a0908-0f0e0d0c")
        == KeyedHash(key: 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
    #expect(KeyedHash(linux: "00000000-00000000-00000000-00000000") == nil)
    #expect(KeyedHash(linux: "1-2-3") == nil)
    #expect(KeyedHash(linux: "a-b-c-nonsense") == nil)
    let octets = (UInt8(0) ..< 16).map { $0 }
    #expect(
      octets.withUnsafeBytes { KeyedHash(octets: $0) } == KeyedHash(key: 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
  }
}
