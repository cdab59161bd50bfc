internal import SocketKit

/// Draws a moment of a run for a terminal: states on the left, the wire in the middle, descriptors on the right.
public struct WatchScreen: Sendable {
  /// The smallest screen on which the three have room.
  public static let sizeMin = (columns: 72, rows: 12)

  private let columns: Int
  private let rows: Int

  /// - Parameters:
  ///   - columns: the terminal's; less than `sizeMin` is taken as that.
  ///   - rows: the same.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, Self.sizeMin.columns)
    self.rows = max(rows, Self.sizeMin.rows)
  }

  /// Exactly `rows` lines, none longer than `columns`.
  ///
  /// - Parameters:
  ///   - scene: the moment to draw.
  ///   - now: nanoseconds of the monotonic clock.
  public func lines(_ scene: WatchScene, now: Int64) -> [String] {
    let side = columns * 3 / 10
    let widths = (side, columns - 2 * side - 2, side)
    let room = rows - 3
    let parts = (
      Self.states(scene, now, room, widths.0), wire(scene, room, widths.1), Self.descriptors(scene, room, widths.2)
    )
    let titles = Self.row(("states", Cells.centre("wire", widths.1), "descriptors"), widths)
    let rule = String(repeating: "─", count: columns)
    return [heading(scene, now), titles, rule]
      + (0 ..< room).map { line in
        Self.row((Self.line(line, parts.0), Self.line(line, parts.1), Self.line(line, parts.2)), widths)
      }
  }

  private func heading(_ scene: WatchScene, _ now: Int64) -> String {
    let time = "\(Milliseconds.text(nanoseconds: Milliseconds.distance(from: scene.began, to: now))) ms"
    let text = Cells.cut("\(scene.title): \(Cells.drawable(scene.question))", columns - time.count - 2)
    return text + Cells.blank(columns - text.count - time.count) + time
  }

  private static func line(_ index: Int, _ part: [String]) -> String { index < part.count ? part[index] : "" }

  private static func row(_ parts: (String, String, String), _ widths: (Int, Int, Int)) -> String {
    func cell(_ text: String, _ width: Int) -> String {
      let cut = Cells.cut(text, width)
      return cut + Cells.blank(width - cut.count)
    }
    return "\(cell(parts.0, widths.0))│\(cell(parts.1, widths.1))│\(cell(parts.2, widths.2))"
  }
}

// MARK: - The three parts

extension WatchScreen {
  /// A line a socket, or where there are too many, a line a state.
  private static func states(_ scene: WatchScene, _ now: Int64, _ room: Int, _ width: Int) -> [String] {
    let each = max(1, room / max(1, scene.hosts.count) - 1)
    return scene.hosts.flatMap { host in
      let sockets = host.sockets.count <= each ? host.sockets.map { line($0, now, width) } : counts(host.sockets)
      return [host.name] + sockets.prefix(each)
    }
  }

  private static func line(_ socket: WatchScene.Socket, _ now: Int64, _ width: Int) -> String {
    let place = socket.state == .listen ? ":\(socket.local.port)" : ":\(socket.local.port) to :\(socket.remote.port)"
    let text = " \(socket.state.name) \(place)"
    let time = Milliseconds.text(nanoseconds: Milliseconds.distance(from: socket.since, to: now))
    // Tenths are enough for an eye.
    let short = time.split(separator: ".").first.map(String.init) ?? time
    return text.count + short.count + 1 <= width ? text + Cells.right(short, width - text.count) : text
  }

  private static func counts(_ sockets: [WatchScene.Socket]) -> [String] {
    Dictionary(grouping: sockets, by: \.state).sorted { ($1.value.count, $0.key.name) < ($0.value.count, $1.key.name) }
      .map { " \($0.key.name) × \($0.value.count)" }
  }

  /// The last that passed, the newest at the bottom.
  private func wire(_ scene: WatchScene, _ room: Int, _ width: Int) -> [String] {
    scene.passages.suffix(room).map { passage in
      let milliseconds = Milliseconds.text(nanoseconds: Milliseconds.distance(from: scene.began, to: passage.time))
      let time = Cells.right(milliseconds, Self.timeWidth)
      let arrow = passage.isFromFirst ? "──▶" : "◀──"
      return "\(time) \(arrow) \(passage.isRemarkable ? "! " : "")\(Cells.drawable(passage.text))"
    }
  }

  private static let timeWidth = 10

  /// A tool with the number of its descriptors, and below it those with the highest numbers, which are the last opened.
  private static func descriptors(_ scene: WatchScene, _ room: Int, _ width: Int) -> [String] {
    let each = max(1, room / max(1, scene.holders.count) - 1)
    return scene.holders.flatMap { holder in
      let last = holder.descriptors.sorted { $0.key < $1.key }.suffix(each)
      return [" \(holder.tool) \(holder.process): \(holder.descriptors.count)"]
        + last.map { "  \($0.key) \(Cells.drawable($0.value))" }
    }
  }
}
