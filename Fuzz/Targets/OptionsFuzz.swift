import PacketCodec

/// A list of TCP options, longer ones cut.
enum OptionsFuzz {
  static func fault(of octets: [UInt8]) -> String? {
    let list = Array(octets.prefix(InlineOctets.capacity))
    let options = TCPOptions(octets: InlineOctets(list.span.bytes))
    var iterator = options.makeIterator()
    var walked: [TCPOption] = []
    var isBroken = false
    do throws(DecodeError) {
      while let option = try iterator.next() {
        walked.append(option)
        guard walked.count <= list.count else { return "\(walked.count) options in \(list.count) octets" }
      }
    } catch {
      isBroken = true
      guard (try? iterator.next()) == nil else { return "a broken list goes on" }
    }
    guard walked == options.readable else { return "the walk differs from what is readable" }
    guard isBroken == (options.error != nil) else { return "the walk and the list do not agree on its end" }
    let written = TCPOptions(walked).octets.array
    guard written == Array(list.prefix(written.count)) else { return "\(list) is written as \(written)" }
    guard isBroken || walked.last == .endOfList || written.count == list.count else { return "octets are left over" }
    return accessorFault(options, walked)
  }

  /// What is asked for by name is the first of its kind.
  private static func accessorFault(_ options: TCPOptions, _ walked: [TCPOption]) -> String? {
    func first<Value>(_ value: (TCPOption) -> Value?) -> Value? { walked.lazy.compactMap(value).first }
    let size: UInt16? = first { if case .maximumSegmentSize(let count) = $0 { count } else { nil } }
    let scale: UInt8? = first { if case .windowScale(let shift) = $0 { shift } else { nil } }
    let times: TCPTimestamps? = first { if case .timestamps(let times) = $0 { times } else { nil } }
    let blocks: SACKBlocks? = first { if case .selectiveAcknowledgment(let blocks) = $0 { blocks } else { nil } }
    guard options.maximumSegmentSize == size else { return "maximum segment size" }
    guard options.windowScale == scale else { return "window scale" }
    guard options.timestamps == times else { return "timestamps" }
    guard options.selectiveAcknowledgment == (blocks ?? SACKBlocks()) else { return "SACK blocks" }
    let isPermitted = walked.contains(.selectiveAcknowledgmentPermitted)
    return options.isSelectiveAcknowledgmentPermitted == isPermitted ? nil : "SACK permitted"
  }
}
