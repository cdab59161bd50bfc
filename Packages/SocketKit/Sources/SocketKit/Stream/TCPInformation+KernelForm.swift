internal import CSocketShims

extension TCPInformation {
  /// What a `struct tcp_info` says that came by another way than getsockopt(2), such as INET_DIAG_INFO.
  ///
  /// - Parameter octets: in host order, of any length: fields that an older kernel leaves out are 0, and what a newer
  ///   one adds at the end is not read.
  public init(kernelForm octets: RawSpan) {
    var raw = csocket_tcp_info()
    withUnsafeMutableBytes(of: &raw) { room in
      octets.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(room.count))) }
    }
    self.init(raw)
  }
}
