/// Socket options by their numbers on Linux, as far as scripts use them and Glibc's module does not name them all.
///
/// Source: include/uapi/linux/tcp.h, include/uapi/asm-generic/socket.h.
enum OptionNumber {
  /// IPPROTO_TCP.
  static let tcp: Int32 = 6
  /// SOL_SOCKET.
  static let socket: Int32 = 1
  /// IPPROTO_IP.
  static let ip: Int32 = 0

  /// Those of IPPROTO_TCP.
  enum TCP {
    static let noDelay: Int32 = 1
    static let maximumSegment: Int32 = 2
    static let cork: Int32 = 3
    static let keepIdle: Int32 = 4
    static let keepInterval: Int32 = 5
    static let keepCount: Int32 = 6
    static let synCount: Int32 = 7
    static let linger2: Int32 = 8
    static let deferAccept: Int32 = 9
    static let information: Int32 = 11
    static let congestion: Int32 = 13
    static let userTimeout: Int32 = 18
    static let fastOpen: Int32 = 23
    static let notSentLimit: Int32 = 25
    static let fastOpenConnect: Int32 = 30
    static let fastOpenKey: Int32 = 33
    static let fastOpenNoCookie: Int32 = 34
  }
}
