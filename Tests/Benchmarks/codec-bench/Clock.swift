import Glibc

/// The processor time that `body` takes for each of `rounds`, in nanoseconds: what else the machine does is not in it.
func nanoseconds(_ rounds: Int, of body: () -> UInt64) -> (Double, UInt64) {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
  let start = now()
  let sum = body()
  return ((now() - start) / Double(rounds), sum)
}
