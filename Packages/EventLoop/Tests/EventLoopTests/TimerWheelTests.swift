import EventLoop
import Testing

private let millisecond: Int64 = 1_000_000

@Suite struct `A timer wheel` {
  @Test func `fires nothing before its deadline, and all of it a granularity later`() {
    var wheel = TimerWheel(now: 5)
    _ = wheel.schedule(at: 10 * millisecond + 1, 7)
    #expect(wheel.expire(now: 10 * millisecond) == nil)
    #expect(wheel.expire(now: 11 * millisecond) == 7)
    #expect(wheel.expire(now: 11 * millisecond) == nil)
    #expect(wheel.count == 0)
  }

  @Test func `a deadline in the past fires with the next tick, not within the same round`() {
    var wheel = TimerWheel(now: 100 * millisecond)
    _ = wheel.schedule(at: 1, 1)
    #expect(wheel.expire(now: 100 * millisecond) == nil)
    #expect(wheel.expire(now: 101 * millisecond) == 1)
  }

  @Test func `a timer that sets itself again in the past does not hold expire for ever`() {
    var wheel = TimerWheel(now: 0)
    _ = wheel.schedule(at: 0, 1)
    var fired = 0
    while wheel.expire(now: 20 * millisecond) != nil {
      fired += 1
      _ = wheel.schedule(at: 0, 1)
    }
    #expect(fired == 20)
  }

  @Test func `a handle of a timer that fired or was cancelled moves nobody else's`() {
    var wheel = TimerWheel(now: 0)
    let fired = wheel.schedule(at: millisecond, 1)
    #expect(wheel.expire(now: millisecond) == 1)
    let next = wheel.schedule(at: 2 * millisecond, 2)
    #expect(wheel.cancel(fired) == false)
    #expect(wheel.reschedule(fired, at: 9 * millisecond) == false)
    #expect(wheel.cancel(next) == true)
    #expect(wheel.cancel(next) == false)
    #expect(wheel.nextDeadline == nil)
  }

  @Test(arguments: [1, 63, 64, 65, 4095, 4096, 4097, 86_400_000, 3_153_600_000_000, 9_223_372_036_854] as [Int64])
  func `a timer that many milliseconds away fires then, after few looks`(distance: Int64) throws {
    let start: Int64 = distance > .max / millisecond / 2 ? 0 : 123_456_789 * millisecond
    var wheel = TimerWheel(now: start)
    _ = wheel.schedule(at: start + distance * millisecond, 1)
    var looks = 0
    while true {
      let deadline = try #require(wheel.nextDeadline)
      #expect(deadline <= start + distance * millisecond)
      looks += 1
      if wheel.expire(now: deadline) == 1 { break }
    }
    #expect(looks <= 8)
  }

  @Test func `the farthest deadline there is can be set, moved and cancelled`() {
    var wheel = TimerWheel(now: 0)
    let timer = wheel.schedule(at: .max, 1)
    #expect(wheel.expire(now: .max / 2) == nil)
    #expect(wheel.reschedule(timer, at: .min) == true)
    #expect(wheel.cancel(timer) == true)
  }

  @Test func `time that goes backwards fires nothing`() {
    var wheel = TimerWheel(now: 100 * millisecond)
    _ = wheel.schedule(at: 103 * millisecond, 1)
    #expect(wheel.expire(now: 102 * millisecond) == nil)
    #expect(wheel.expire(now: 50 * millisecond) == nil)
    #expect(wheel.expire(now: 103 * millisecond) == 1)
  }

  @Test(arguments: 1 ... 40 as ClosedRange<UInt64>)
  func `agrees with a naive model over any operations`(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    var now = Int64.random(in: 0 ... 1 << 50, using: &random)
    var wheel = TimerWheel(now: now)
    var model: [UInt64: (deadline: Int64, set: Int64, timer: TimerWheel.Timer)] = [:]
    for step in 0 ..< 3000 as Range<UInt64> {
      let reach = Int64(1) << Int64.random(in: 4 ... 46, using: &random)
      let deadline = now + Int64.random(in: -reach / 8 ... reach, using: &random)
      switch Int.random(in: 0 ..< 6, using: &random) {
      case 0, 1, 2:
        model[step] = (deadline, now, wheel.schedule(at: deadline, step))
      case 3:
        guard let (payload, entry) = model.randomElement(using: &random) else { continue }
        #expect(wheel.reschedule(entry.timer, at: deadline) == true)
        model[payload] = (deadline, now, entry.timer)
      case 4:
        guard let (payload, entry) = model.randomElement(using: &random) else { continue }
        #expect(wheel.cancel(entry.timer) == true)
        model[payload] = nil
      default:
        now += Int64.random(in: 0 ... reach, using: &random)
        while let payload = wheel.expire(now: now) {
          let entry = model.removeValue(forKey: payload)
          #expect((entry?.deadline ?? .max) <= now, "early, twice, or after it was cancelled")
        }
        let late = model.values.filter { max($0.deadline, $0.set) + TimerWheel.granularity <= now }
        #expect(late.isEmpty, "late")
      }
      #expect(wheel.count == model.count)
      let first = model.values.map { max($0.deadline, $0.set) }.min()
      #expect((wheel.nextDeadline == nil) == (first == nil))
      if let next = wheel.nextDeadline, let first { #expect(next <= first + TimerWheel.granularity) }
    }
  }
}
