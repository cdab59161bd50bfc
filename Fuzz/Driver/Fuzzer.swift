import Glibc

/// What libFuzzer calls. The variable FUZZ_TARGET says what is tried.
private let target: FuzzTarget = {
  guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    complain("fuzz: FUZZ_TARGET must be one of \(names)")
    exit(64)
  }
  return target
}()

/// Before the first input. With FUZZ_SEEDS, it writes the seeds of the target into that folder, and ends.
@_cdecl("LLVMFuzzerInitialize")
func initialize(
  _ count: UnsafeMutablePointer<CInt>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
  guard let folder = getenv("FUZZ_SEEDS") else { return 0 }
  for (index, octets) in Seeds.of(target).enumerated() {
    guard let file = fopen("\(String(cString: folder))/seed-\(index)", "w") else {
      complain("fuzz: \(String(cString: folder)): \(String(cString: strerror(errno)))")
      exit(74)
    }
    fwrite(octets, 1, octets.count, file)
    fclose(file)
  }
  exit(0)
}

/// One input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  if let fault = target.fault(of: Array(UnsafeBufferPointer(start: start, count: count))) {
    complain("FAULT \(target.rawValue): \(fault)")
    abort()
  }
  return 0
}

private func complain(_ text: String) {
  let line = Array("\(text)\n".utf8)
  write(STDERR_FILENO, line, line.count)
}
