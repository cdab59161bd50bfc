import SocketKit

/// Asks again until the answer is there: the kernel acknowledges a FIN in its own time.
///
/// - Returns: nil when it is not there after 5 s.
func eventually<Answer, Failure: Error>(_ ask: () throws(Failure) -> Answer?) throws(Failure) -> Answer? {
  let end = Timestamp.monotonicNow + 5_000_000_000
  while Timestamp.monotonicNow < end {
    if let answer = try ask() { return answer }
  }
  return nil
}
