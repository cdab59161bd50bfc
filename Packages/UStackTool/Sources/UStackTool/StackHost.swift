public import EventLoop
public import PacketCodec
internal import SocketKit
public import ToolKit
public import UStack
public import UStackLink

/// A stack on its link, and the loop that drives it, for a tool that speaks TCP/IP by itself.
///
/// It calls nobody. The tool turns it, looks what the stack has to tell, and asks the stack for things, which go out with
/// the next turn:
///
///     while host.stops == 0 {
///       try host.turn(until: deadline)
///       while let event = host.driver.stack.nextEvent() { … }
///     }
///     try host.flush()
///
/// When it goes, however that comes, the interface is as it was; what SIGKILL leaves, the next one clears away. The process
/// has no capability any more when the first frame is read, but what it takes to remove the guard of a borrowed port.
public struct StackHost: ~Copyable {
  /// How long a host looks after traffic before it sleeps: about as long as a peer on the same machine takes to answer, and
  /// as falling asleep and being woken costs.
  static let spin = Duration.microseconds(30)
  /// The same with `--busy-poll`: longer than such a peer takes when it has something to do.
  static let busySpin = Duration.microseconds(200)
  static let linkToken = Token.fixed(254)
  static let signalToken = Token.fixed(255)

  /// The stack and its link.
  public var driver: StackDriver
  /// For the tool's own descriptors, by fixed tokens below 254.
  public var loop: EventLoop
  /// What was ready of the tool's own in this turn.
  public internal(set) var ready: [Readiness] = []
  /// How often SIGINT or SIGTERM came.
  public internal(set) var stops = 0
  /// The stack's address and network.
  public let address: InterfaceAddress
  /// The stack's station.
  public let station: MACAddress
  /// The port of TCP that is the stack's: what was asked for, or chosen for 0; nil when none was.
  public let port: UInt16?
  var hasMore = false
  let signals: SignalDescriptor
  let watcher: FrameWatcher?
  /// Holds the port of a borrowed address, so that the kernel gives it to nobody else.
  private let reservation: StreamSocket?
  /// Keeps the kernel from what comes for an address that is the stack's alone.
  private let shield: IngressShield?
  let name: String

  /// Opens the link and begins.
  ///
  /// - Parameters:
  ///   - options: where.
  ///   - port: the port of TCP that the tool needs, 0 for any; nil for a tool without.
  ///   - claim: how the address is taken into use.
  ///   - report: where `--trace` and `-v` speak.
  /// - Throws: 64 for options that do not fit together, 69 for what is not there, 71 for an interface that does not exist
  ///   or a port that is taken, 74 for a log that cannot be written, 77 without CAP_NET_RAW or CAP_NET_ADMIN.
  public init(
    _ options: StackOptions, port: UInt16? = nil, claim: AddressClaimPolicy = .silent, _ report: Report
  ) throws(Failure) {
    // All that can fail first: a struct that owns cannot be left half made.
    let device = try LinkDevice.opened(options)
    let place = try StackPlace(options, on: device)
    let signals = try Self.signals()
    let loop = try Self.loop(watching: device, signals, isSpinning: options.busyPoll)
    let watcher = try FrameWatcher(options, interface: place.interface.name, report)
    let reservation = try Self.reservation(port, at: place)
    let port = try Self.number(port, reservation, at: place)
    let shield = place.shield(options)
    let isShielded = shield != nil
    try Tool.renouncePrivileges(keeping: PortGuard.rights)
    let share: AddressShare = place.isBorrowed ? port.map { .port($0) } ?? .answers : .whole
    let admission = FrameAdmission(station: place.station, share: share)
    driver = StackDriver(
      Stack(place.configuration(options, claim), now: StackDriver.now), on: device, admit: admission.admits,
      observe: watcher.map { watcher in { watcher.take($0, $1) } })
    self.loop = loop
    self.signals = signals
    self.watcher = watcher
    self.reservation = reservation
    self.shield = shield
    self.port = port
    address = place.address
    station = place.station
    name = place.interface.name
    report.verbose(
      "stack",
      [
        .text("interface", name), .text("address", address), .text("mac", place.station),
        .integer("mtu", place.mtu), .flag("borrowed", place.isBorrowed),
        .flag("shielded", isShielded),
      ])
  }

  deinit { PortGuard.remove() }
}
