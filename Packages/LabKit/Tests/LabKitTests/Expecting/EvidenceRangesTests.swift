import Testing

@testable import LabKit

@Suite struct `Evidence as ranges` {
  private func attributes(_ evidence: [Evidence]) -> [String] {
    EvidenceRanges(evidence).attributes.map { "\($0.name)=\($0.value)" }
  }

  @Test func `is in order, each once, and together where it follows on each other`() {
    let evidence: [Evidence] = [.frame(3), .frame(1), .event(9), .frame(2), .frame(3), .frame(7), .event(0)]
    #expect(attributes(evidence) == ["data-f=1-3,7", "data-e=0,9"])
    #expect(EvidenceRanges.words(EvidenceRanges(evidence).frames) == "1–3, 7")
  }

  @Test func `of nothing has no attribute`() {
    #expect(EvidenceRanges([]).isEmpty)
    #expect(attributes([]) == [])
  }

  @Test func `knows what is in it and what is not`() {
    let ranges = EvidenceRanges([.frame(1), .frame(2), .event(5)])
    #expect((0 ... 3).filter(ranges.hasFrame) == [1, 2])
    #expect((4 ... 6).filter(ranges.hasEvent) == [5])
  }

  @Test func `has an end, however scattered it is, and no number is too large`() {
    let scattered = (0 ..< 5000).map { Evidence.frame(2 * $0) }
    #expect(EvidenceRanges(scattered).frames.count == EvidenceRanges.rangesMax)
    #expect(attributes([.frame(.max), .frame(.min)]) == ["data-f=\(Int.min),\(Int.max)"])
  }
}
