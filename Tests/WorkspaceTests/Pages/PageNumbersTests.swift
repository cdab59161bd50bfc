import SocketKit
import Testing

/// What pages say of limits and of what was chosen, held against the files that decide it. What was measured is no promise.
@Suite struct `The numbers of` {
  @Test(arguments: PageNumber.ofPages) func `a page are those of its sources`(_ number: PageNumber) throws {
    try hold(number)
  }

  @Test(arguments: PageNumber.ofManuals) func `a manual page are those of its sources`(_ number: PageNumber) throws {
    try hold(number)
  }

  @Test(arguments: PageNumber.ofExperiments)
  func `an experiment's page are those of its sources`(_ number: PageNumber) throws { try hold(number) }

  private func hold(_ number: PageNumber) throws {
    let fault = try number.fault(page: text(number.sentence.page), source: text(number.source))
    #expect(fault == nil)
  }

  @Test(arguments: PageCount.all) func `a page are those that one counts`(_ count: PageCount) throws {
    let fault = try count.fault(page: text(count.sentence.page), source: text(count.source))
    #expect(fault == nil)
  }

  private func text(_ path: String) throws(Errno) -> String {
    String(decoding: try FileDescriptor.contents(of: ThisWorkspace.path(path), limit: 1 << 20), as: UTF8.self)
  }
}

@Suite struct `A number that a page has` {
  private let number = PageNumber(
    "page", "lasts # seconds and # KiB of", "source", "wait = #; room = #", per: 1_000_000_000, 1024)

  @Test(arguments: [
    "It lasts 12 seconds and 64 KiB of octets.", "It lasts twelve\nseconds and 64 KiB of octets.",
  ])
  func `may be spelt as pages spell it`(page: String) {
    #expect(number.fault(page: page, source: "let wait = 12_000_000_000; room = 64 << 10") == nil)
    #expect(number.fault(page: page, source: "let wait = 12_000_000_000; room = 64 * 1024") == nil)
  }

  @Test(arguments: [
    "lasts 2 seconds and 64 KiB of", "lasts 112 seconds and 64 KiB of", "lasts 12 seconds and 6 KiB of",
  ])
  func `and that its source has not is found`(page: String) {
    #expect(number.fault(page: page, source: "wait = 12_000_000_000; room = 64 << 10") != nil)
  }

  @Test(arguments: ["wait = 12_000_000_000", "wait = 1; room = 64 << 10", "wait = ; room = 64 << 10", ""])
  func `and that its source does not say any more is found`(source: String) {
    #expect(number.fault(page: "It lasts 12 seconds and 64 KiB of octets.", source: source) != nil)
  }

  @Test func `and that its source says twice is nobody's`() {
    let source = "wait = 12_000_000_000; room = 64 << 10\n"
    #expect(number.fault(page: "lasts 12 seconds and 64 KiB of", source: source + source) != nil)
  }

  @Test(arguments: [
    ("1", "lasts a while"), ("1", "lasts each while"), ("40", "lasts forty while"),
    ("10_000", "lasts ten thousand while"),
    ("65_536", "lasts 65,536 while"), ("65_536", "lasts 65536 while"), ("1 << 20", "lasts 1,048,576 while"),
    ("5 + 3 + 4", "lasts twelve while"), ("10.05", "lasts 10.05 while"), ("3.0", "lasts 3 while"),
    ("60 * second", "lasts sixty while"),
  ])
  func `is read as sources write it`(source: String, page: String) {
    #expect(PageNumber("page", "lasts # while", "source", "x = #").fault(page: page, source: "x = \(source)") == nil)
  }
}
