import SocketKit
import Testing

@Suite struct `The documentation` {
  @Test func `is built of every library, without a warning`() throws {
    let checkout = try PublishedWorkspace.shared.get().checkout
    let built = try OutsideProject.withAllByPath.get().scratch
    let output = try Command("\(checkout)/scripts/documentation", "\(built)/debug").succeed()
    #expect(!output.contains("warning"), "\(output)")
    let pages = "\(checkout)/build/documentation/data/documentation"
    let libraries = try Command("ls", ThisWorkspace.path("Packages")).succeed().lowercased()
    #expect(try Command("sh", "-c", "cd '\(pages)' && ls *.json | sed 's/.json$//'").succeed() == libraries)
    for article in ["eventloop/anechoserver", "packetcodec/readacapture", "ustack/yourowntcpinatest"] {
      #expect(try FileDescriptor.contents(of: "\(pages)/\(article).json", limit: 1 << 20).isEmpty == false)
    }
  }
}
