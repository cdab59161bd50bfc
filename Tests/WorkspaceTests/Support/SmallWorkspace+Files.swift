extension SmallWorkspace {
  static let files = [
    "Package.swift": rootManifest,
    "Packages/SocketKit/Package.swift": socketKitManifest,
    "Packages/SocketKit/Sources/CSocketShims/include/shims.h": "int shim(void);\n",
    "Packages/SocketKit/Sources/CSocketShims/shims.c": "#include \"shims.h\"\n\nint shim(void) { return 0; }\n",
    "Packages/SocketKit/Sources/SocketKit/Socket.swift": """
    internal import CSocketShims

    /// A socket.
    public struct Socket {
      /// Opens it.
      public init() { _ = shim() }
    }

    """,
    "Packages/PacketCodec/Package.swift": packetCodecManifest,
    "Packages/PacketCodec/Sources/PacketCodec/TCPHeader.swift": """
    /// What stands before a segment's octets.
    ///
    /// Source: RFC 9293 §3.1.
    public struct TCPHeader {
      var sequence: SequenceNumber
    }

    """,
    "Packages/PacketCodec/Sources/PacketCodec/SequenceNumber.swift": """
    /// A number that wraps.
    ///
    /// Source: RFC 9293 §3.4, RFC 1982.
    public struct SequenceNumber {
      var rawValue: UInt32
    }

    """,
    "Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift": "import PacketCodec\n",
    "Packages/ToolKit/Package.swift": toolKitManifest,
    "Packages/ToolKit/Sources/ToolKit/Command.swift": "import SocketKit\n",
    "Tools/first/main.swift": "import ToolKit\n",
    "Tools/first/first.1": manual("first"),
    "Tools/second/main.swift": "import ToolKit\n",
    "Tools/second/second.1": manual("second"),
    "README.md": "# A workspace\n\n[Floors](docs/floors.md#the-floors)\n",
    "docs/floors.md": "# The floors\n",
    "docs/rfc.md": """
    # Where each RFC is carried out

    Written by `scripts/rfc-index` from the `Source:` lines of the doc comments; do not edit.

    ## RFC 1982

    | section | file | test |
    |---|---|---|
    | whole | [SequenceNumber.swift](../Packages/PacketCodec/Sources/PacketCodec/SequenceNumber.swift) |  |

    ## RFC 9293

    | section | file | test |
    |---|---|---|
    | §3.1 | [TCPHeader.swift](../Packages/PacketCodec/Sources/PacketCodec/TCPHeader.swift) | \
    [TCPHeaderTests.swift](../Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift) |
    | §3.4 | [SequenceNumber.swift](../Packages/PacketCodec/Sources/PacketCodec/SequenceNumber.swift) |  |

    """,
  ]

  private static func manual(_ name: String) -> String {
    """
    .Dd January 1, 2026
    .Dt \(name.uppercased()) 1
    .Os
    .Sh NAME
    .Nm \(name)
    .Nd does one thing
    .Sh DESCRIPTION
    It does one thing.

    """
  }
}
