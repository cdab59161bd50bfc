public import ToolKit

extension Option where Options: FrameSettings {
  /// `-i IF`, `-r FILE`, `-f BPF` and `-c COUNT`, the same for every tool that takes frames.
  ///
  /// - Parameter verb: what the tool does with a frame, as in "show only this".
  public static func frames(verb: String) -> [Option] {
    [
      .text("i", "interface", "IF", "the interface to capture on", \.frames.interface),
      .text("r", "read", "FILE", "the capture to read instead, pcap or pcapng; - is standard input", \.frames.file),
      .text("f", "filter", "BPF", "\(verb) only this, as pcap-filter(7) writes it", \.frames.filter),
      .value("c", "count", "COUNT", within: 1 ... .max, "end after so many frames (no limit)", \.frames.count),
    ]
  }
}
