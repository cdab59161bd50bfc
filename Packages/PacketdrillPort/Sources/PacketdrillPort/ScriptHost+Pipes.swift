internal import Glibc

// pipe and splice.

extension ScriptHost {
  func makePipe(_ numbers: UnsafeMutablePointer<Int32>?) -> Outcome {
    guard let numbers else { return .failure(.init(EFAULT)) }
    let error = pipes.make(numbers)
    return error == 0 ? .success(0) : .failure(.init(error))
  }

  /// splice between a connection and a pipe, either way. Octets beyond a mark of urgency wait for the next call.
  func splice(from input: Int32, to output: Int32, count: Int) -> Outcome {
    var octets = [UInt8](repeating: 0, count: min(count, 65_536))
    if sockets[input] != nil, pipes.contains(output) {
      return octets.withUnsafeMutableBytes { buffer in
        read(input, into: buffer).map { Glibc.write(output, buffer.baseAddress, $0) }
      }
    }
    guard pipes.contains(input), sockets[output] != nil else { return .failure(.init(EINVAL)) }
    let found = Glibc.read(input, &octets, octets.count)
    guard found >= 0 else { return .failure(.init(errno)) }
    return octets.withUnsafeBytes { write(output, UnsafeRawBufferPointer(rebasing: $0[..<found])) }
  }
}
