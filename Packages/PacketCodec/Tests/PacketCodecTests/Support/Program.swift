import Glibc

/// A program of the machine that reads captures, as a judge over ours.
enum Program: String {
  case tcpdump, tshark

  var isInstalled: Bool {
    ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin", "/sbin"].contains { access("\($0)/\(rawValue)", X_OK) == 0 }
  }

  /// What the program prints, line by line, when `octets` come on its standard input.
  func run(_ arguments: String, reading octets: [UInt8]) -> [String] {
    var path = Array("/tmp/packetcodec-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    precondition(descriptor >= 0, "no temporary file")
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    precondition(write(descriptor, octets, octets.count) == octets.count, "short write")
    close(descriptor)
    guard let pipe = popen("\(rawValue) \(arguments) 2>/dev/null < \(name)", "r") else { return [] }
    defer { pclose(pipe) }
    return lines(of: pipe)
  }
}
