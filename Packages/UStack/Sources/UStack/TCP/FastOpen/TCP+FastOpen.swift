public import PacketCodec

// Fast Open at the table: cookies given and taken, and how many connections may speak before their handshake is over.

extension TCP {
  /// True when text may travel with the SYN of a connection to `peer`.
  public func knowsFastOpenCookie(of peer: IPv4Address) -> Bool { fastOpenCookies[peer]?.cookie != nil }

  /// Octets that the SYN of a connection that was just opened takes along; 0 when it takes none, or left already.
  ///
  /// Source: RFC 7413 §4.2.1.
  public func fastOpenRoom(_ id: ConnectionID) -> Int {
    guard let slot = slot(of: id), let opening = slots[slot].endpoint.opening, opening.attempts == 0 else { return 0 }
    return opening.textRoom
  }

  /// What the SYN of a connection to `peer` says of Fast Open, and the text it takes.
  func fastOpening(to peer: IPv4Address, _ endpoint: TCPEndpoint) -> Opening {
    var opening = Opening()
    let choice = endpoint.options.fastOpen
    guard choice.isAsked else { return opening }
    let known = fastOpenCookies[peer]
    let room = min(known?.maximumSegmentSize ?? endpoint.largestSegment, endpoint.largestSegment) - 40
    if !choice.needsCookie {
      opening.textRoom = max(0, room)
    } else if let cookie = known?.cookie {
      opening.fastOpen = cookie
      opening.textRoom = max(0, room)
    } else {
      opening.fastOpen = FastOpenOption(.request, isExperimental: known?.isAskedByExperiment ?? false)
    }
    return opening
  }

  /// The peer answered a SYN of ours: what it says of cookies is for the next.
  mutating func learnFastOpen(_ slot: Int, _ opening: Opening, _ options: TCPOptions) {
    let endpoint = slots[slot].endpoint
    guard slots[slot].isTaken, endpoint.options.fastOpen.isAsked, endpoint.state.flow != nil else { return }
    fastOpenCookies.learn(
      from: endpoint.tuple.remote.address, options, asked: opening.attempts > 1 ? nil : opening.fastOpen)
  }

  /// What a listener does about the option of a SYN, or its text without one.
  enum FastOpenAnswer: Hashable {
    /// Nothing: the handshake comes first.
    case ignore
    /// The same, but the peer gets a cookie for the next time.
    case offer(FastOpenOption)
    /// Its text is taken at once.
    case take
  }

  /// Source: RFC 7413 §4.2.2, §5.1.
  func fastOpenAnswer(
    _ segment: IncomingSegment, _ options: TCPOptions, _ tuple: FourTuple, _ listener: Listener
  ) -> FastOpenAnswer {
    let choice = listener.options.fastOpen
    guard choice.pendingLimit > 0 else { return .ignore }
    let hasRoom = listener.pendingFastOpens < choice.pendingLimit
    guard let asked = FastOpenOption(in: options) else {
      return !choice.needsCookie && segment.payloadCount > 0 && hasRoom ? .take : .ignore
    }
    if !choice.needsCookie, !asked.cookie.isRequest { return hasRoom ? .take : .ignore }
    let ours = fastOpenCookie(for: tuple, choice.key)
    if asked.cookie == ours { return hasRoom ? .take : .ignore }
    return .offer(FastOpenOption(ours, isExperimental: asked.isExperimental))
  }

  /// The cookie of this peer at this address of ours: nobody can make it without the key, or use it from elsewhere.
  ///
  /// Source: RFC 7413 §4.1.2.
  private func fastOpenCookie(for tuple: FourTuple, _ key: KeyedHash?) -> FastOpenCookie {
    let purpose = InitialSequence.Purpose.fastOpen
    let key = key ?? KeyedHash(key: hash(purpose, 0), hash(purpose, 1))
    let addresses =
      UInt64(tuple.local.address.rawValue.byteSwapped) << 32 | UInt64(tuple.remote.address.rawValue.byteSwapped)
    var octets = InlineOctets()
    let word = key(addresses)
    for index in 0 ..< 8 { octets.append(UInt8(truncatingIfNeeded: word >> (8 * index))) }
    // Eight octets are a cookie.
    return FastOpenCookie(octets)!
  }

  /// A connection that spoke before its handshake was over is in line to be accepted already.
  mutating func noteFastOpen(_ slot: Int, listener index: Int) {
    slots[slot].fastListener = slots[slot].listener
    listeners[index]?.pendingFastOpens += 1
    awaitAcceptance(slot)
  }

  /// Its handshake is over, or it is no more: another may speak early.
  mutating func concludeFastOpen(_ slot: Int, _ state: TCPStateName) {
    guard let id = slots[slot].fastListener, state != .synReceived else { return }
    slots[slot].fastListener = nil
    if listeners[id.index]?.generation == id.generation { listeners[id.index]?.pendingFastOpens -= 1 }
  }
}
