internal import Capture
internal import PacketCodec
internal import ToolKit

/// The filter for a file, compiled for each link type that its frames turn out to have.
struct OfflineFilter: ~Copyable {
  private let text: String
  private var program: CaptureFilter?
  private var linkType = LinkType.ethernet

  /// - Throws: 64 for a filter that is none for Ethernet, before anything is read.
  init(_ text: String) throws(Failure) {
    program = text.isEmpty ? nil : try Self.compiled(text)
    self.text = text
  }

  private static func compiled(_ text: String) throws(Failure) -> CaptureFilter {
    do throws(CaptureError) {
      return try CaptureFilter(checking: text)
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }

  /// Whether the filter lets a frame pass; one whose link the filter has no meaning for does not.
  mutating func accepts(_ octets: RawSpan, originalCount: Int, _ link: LinkType) -> Bool {
    guard !text.isEmpty else { return true }
    if link != linkType {
      linkType = link
      program = try? CaptureFilter(checking: text, linkType: link)
    }
    guard program != nil else { return false }
    return program!.accepts(octets, originalCount: originalCount)
  }
}
