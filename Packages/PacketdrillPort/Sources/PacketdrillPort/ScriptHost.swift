internal import Glibc
internal import PacketCodec
internal import UStack

/// The stack under a script: its clock, its sockets, and what left it.
///
/// Time is virtual. It moves when the script sleeps, by a microsecond whenever it asks for the time (it spins on that),
/// and to the next timer when it waits for a packet. Calls come from the script's main thread, and at most one more:
/// that one may block, and is always let run before time moves on.
final class ScriptHost: @unchecked Sendable {
  /// How long a packet is waited for: longer than the longest timer of a connection.
  static let patience = Interval.seconds(130)
  /// Descriptors a script may have open.
  static let socketLimit = 1024

  var stack: Stack
  let flags: HostFlags
  let flagsText: String
  var sockets: [Int32: ScriptSocket] = [:]
  var polls: [Int32: EventPoll] = [:]
  var pipes = ScriptPipes()
  private(set) var now = Instant(nanoseconds: 1_000_000_000_000)
  private var outgoing: [(octets: [UInt8], at: Instant)] = []
  private let mainThread = pthread_self()
  private var mutex = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var looked = pthread_cond_t()
  private var sleepers = 0
  private var changes = 0
  private var looks = 0
  private var wokenAt: Instant?
  private var hasWoken = false

  /// A host as `--so_flags` describe it, nothing open.
  init(_ flagsText: String) {
    self.flagsText = flagsText
    flags = HostFlags(flagsText)
    var configuration = StackConfiguration(
      port: .datagrams, interface: flags.address, gateway: IPv4Address(192, 168, 255, 254),
      secret: KeyedHash(key: 1, 1))
    configuration.mtu = flags.mtu
    configuration.tcp.superFrameOctets = 65_000
    stack = Stack(configuration, now: now)
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&changed, nil)
    pthread_cond_init(&looked, nil)
  }

  /// Does `body` while no other call does anything.
  func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    return body()
  }

  // MARK: Time

  /// What a call to gettimeofday is told; it moves the clock. A thread that was woken is told once when that was.
  func tellTime() -> Instant {
    if !isMainThread, let woken = wokenAt {
      wokenAt = nil
      return woken
    }
    advance(to: now + .microseconds(1))
    return now
  }

  /// Lets time pass, and everything happen that is due on the way.
  func advance(to target: Instant) {
    pump()
    while let deadline = stack.deadline, deadline <= target {
      now = max(now, deadline)
      stack.expire(now: now)
      pump()
      announce()
    }
    now = max(now, target)
  }

  private var isMainThread: Bool { pthread_equal(pthread_self(), mainThread) != 0 }

  // MARK: Packets

  /// Takes a datagram from the script.
  func receive(_ octets: RawSpan) {
    stack.receive(octets, now: now)
    pump()
    announce()
  }

  /// The next datagram that left, and when; time moves on to it. Nil when none will come.
  func nextDatagram() -> (octets: [UInt8], at: Instant)? {
    takeBypassed()
    pump()
    let end = now + Self.patience
    while outgoing.isEmpty {
      guard let deadline = stack.deadline, deadline <= end else { return nil }
      let microsecond = Instant(nanoseconds: (max(deadline, now).nanoseconds + 999) / 1000 * 1000)
      advance(to: microsecond)
    }
    return outgoing.removeFirst()
  }

  /// Takes from the stack all that is due.
  func pump() {
    while true {
      var sent: TransmittedFrame?
      let octets = [UInt8](capacity: stack.frameCapacity) { sent = stack.transmit(into: &$0, now: now) }
      guard sent != nil else { return }
      outgoing.append((octets, now))
    }
  }

  // MARK: Waiting

  /// Waits until `attempt` has a result.
  ///
  /// The main thread must not sleep, since nothing would wake it: for it, time moves on instead.
  ///
  /// - Returns: nil when it may not block, or waited in vain.
  func wait<Value>(blocking: Bool, _ attempt: () -> Value?) -> Value? {
    pump()
    if let value = attempt() { return value }
    guard blocking else { return nil }
    if isMainThread {
      let end = now + Self.patience
      while let deadline = stack.deadline, deadline <= end {
        advance(to: deadline)
        if let value = attempt() { return value }
      }
      return nil
    }
    sleepers += 1
    defer { sleepers -= 1 }
    while true {
      pthread_cond_wait(&changed, &mutex)
      let value = attempt()
      pump()
      if value != nil {
        wokenAt = now
        hasWoken = true
      }
      looks = changes
      pthread_cond_signal(&looked)
      if let value { return value }
    }
  }

  /// A thread that was woken has still to tell packetdrill when its call ended, and what came of it; time had better not
  /// go on before. It asks for the time when it does, and is given two milliseconds of real time more. It is not waited
  /// for longer than a tenth of a second: it may have died.
  func letWokenFinish() {
    guard locked({ hasWoken }) else { return }
    for _ in 0 ..< 500 {
      if locked({ wokenAt == nil }) { break }
      usleep(200)
    }
    usleep(2000)
    locked { hasWoken = false }
  }

  /// Something happened: who waits looks, before anything else does.
  private func announce() {
    guard sleepers > 0 else { return }
    changes += 1
    pthread_cond_broadcast(&changed)
    while sleepers > 0, looks != changes { pthread_cond_wait(&looked, &mutex) }
  }
}
