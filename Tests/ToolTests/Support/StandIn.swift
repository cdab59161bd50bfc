import Glibc

/// A shell script in the place of a tool.
enum StandIn {
  /// Makes a folder for `lab --tools` in which this tool is this script.
  ///
  /// - Parameter script: sees the tool's arguments as its own, and the real tools in /run/tools.
  static func tools(_ tool: String, _ script: String, in folder: TemporaryFolder) throws -> String {
    chmod(try folder.write("#!/bin/sh\n\(script)\n", to: tool), 0o755)
    return folder.path
  }
}
