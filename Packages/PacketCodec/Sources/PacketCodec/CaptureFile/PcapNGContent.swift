/// What one whole block of pcapng says. Indices count interfaces over all sections.
///
/// Source: draft-ietf-opsawg-pcapng §4.
enum PcapNGContent {
  case section(comments: [String])
  case interface(CaptureInterface)
  case statistics(interfaceIndex: Int, CaptureStatistics)
  case frame(CaptureRecord)
  /// A block that says nothing about frames or interfaces, found good as far as its kind is known.
  case other
  /// A block that is passed over: it speaks of what is not there.
  case nothing
}
