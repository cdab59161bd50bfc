/// A datagram whose fragments did not all come in time.
struct ReassemblyFailure: Sendable {
  /// What an error to its sender quotes; nil when the piece at the start never came.
  ///
  /// Source: RFC 792, "Time Exceeded Message": without fragment zero none is sent.
  var quotable: Datagram?

  init(_ partial: PartialDatagram) {
    quotable = partial.first.map { Datagram(header: $0, payload: Array(partial.octets[..<partial.leadingCount])) }
  }
}
