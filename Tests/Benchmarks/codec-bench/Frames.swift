import PacketCodec

/// Frames with Ethernet, IPv4 and TCP headers, and what is done with them.
struct Frames {
  private var octets: [UInt8] = []
  private var places: [Range<Int>] = []

  /// Frames from hexadecimal digits.
  init(_ texts: some Sequence<String>) {
    for text in texts {
      let digits = Array(text.utf8), start = octets.count
      octets += stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(String(decoding: digits[$0 ..< $0 + 2], as: UTF8.self), radix: 16)!
      }
      places.append(start ..< octets.count)
    }
  }

  private struct Headers {
    var ethernet: EthernetHeader
    var ip: IPv4Header
    var tcp: TCPHeader
    var timestamps: TCPTimestamps?
  }

  /// The three headers and the timestamps, as a stack reads them.
  @inline(never)
  private static func headers(_ octets: RawSpan) throws(DecodeError) -> Headers {
    let (ethernet, start) = try EthernetHeader.decode(octets)
    let datagram = octets.extracting(start...)
    let (ip, _) = try IPv4Header.decode(datagram)
    let (tcp, _) = try TCPHeader.decode(datagram.extracting(ip.payloadRange(available: datagram.byteCount)))
    return Headers(ethernet: ethernet, ip: ip, tcp: tcp, timestamps: tcp.options.timestamps)
  }

  func decode(_ rounds: Int) -> (Double, UInt64) {
    let span = octets.span, places = places.span
    return measured(rounds) { index, sum in
      guard let headers = try? Self.headers(span.bytes.extracting(places[index])) else { fatalError("no frame") }
      sum &+= UInt64(headers.tcp.sequence.rawValue) &+ UInt64(headers.timestamps?.value ?? 0)
      sum &+= UInt64(headers.ip.totalCount) &+ UInt64(headers.ethernet.type.rawValue)
      sum &+= UInt64(headers.tcp.window)
    }
  }

  /// As a dump reads them.
  func decodeWhole(_ rounds: Int) -> (Double, UInt64) {
    let span = octets.span, places = places.span
    return measured(rounds) { index, sum in
      let frame = DecodedFrame(span.bytes.extracting(places[index]))
      guard let tcp = frame.tcp, frame.error == nil else { fatalError("no frame") }
      sum &+= UInt64(tcp.sequence.rawValue) &+ UInt64(tcp.options.timestamps?.value ?? 0) &+ UInt64(tcp.window)
    }
  }

  func encode(_ rounds: Int) -> (Double, UInt64) {
    let decoded = places.map { place in
      guard let headers = try? Self.headers(octets.span.bytes.extracting(place)) else { fatalError("no frame") }
      return headers
    }
    let values = decoded.span
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
    defer { buffer.deallocate() }
    return measured(rounds) { index, sum in
      sum &+= UInt64(Self.encode(values[index], into: buffer))
      sum &+= UInt64(buffer[38])
    }
  }

  @inline(never)
  private static func encode(_ headers: borrowing Headers, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var output = OutputSpan(buffer: buffer, initializedCount: 0)
    headers.ethernet.encode(into: &output)
    headers.ip.encode(into: &output)
    headers.tcp.encode(into: &output)
    return output.finalize(for: buffer)
  }

  @inline(__always)
  private func measured(_ rounds: Int, _ body: (_ index: Int, _ sum: inout UInt64) -> Void) -> (Double, UInt64) {
    let count = places.count
    return nanoseconds(rounds) {
      var sum: UInt64 = 0
      var index = 0
      for _ in 0 ..< rounds {
        index = index &+ 1 < count ? index &+ 1 : 0
        body(index, &sum)
      }
      return sum
    }
  }
}
