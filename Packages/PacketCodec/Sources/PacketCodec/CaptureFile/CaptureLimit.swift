/// How much of a capture file is believed.
public enum CaptureLimit {
  /// Octets of one frame: 256 KiB, libpcap's own limit. The longest super-frame of a link with offloads is 64 KiB.
  public static let frameOctets = 262_144
  /// Octets of one pcapng block: 16 MiB, for 64 frames' worth of comments. A block is held whole before it is read.
  public static let blockOctets = 16 << 20
  /// Interfaces of one file: 4,096, more than a machine of the laboratory has; each costs a table entry.
  public static let interfaces = 4_096
  /// Comments of one block: 256. A block of the longest has room for four million empty ones.
  public static let comments = 256
  /// Octets of names and comments that are kept of a file's interfaces and sections: 4 MiB. What comes behind is read
  /// and left out, so that a file that goes on describing interfaces does not fill the memory.
  public static let textOctets = 4 << 20
  /// Octets of blocks that are kept for `takeBlocks()`, with a block's own size: 4 MiB, as many as of text. What comes
  /// behind before they are taken is read, left out and counted.
  public static let keptBlockOctets = 4 << 20
  /// Octets of one pcapng option: its length field has 16 bits. A longer comment is cut.
  public static let optionOctets = 65_535
}
