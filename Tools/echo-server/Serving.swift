import EventLoop
import Prefork
import SocketKit
import ToolKit

/// Serves alone.
func serve(
  _ settings: Settings, _ report: Report, _ signals: consuming SignalDescriptor
) throws(Failure) -> ExitStatus {
  let listener = try Listening.open(settings.listen, backlog: settings.backlog)
  do throws(Errno) {
    try settings.prepare(listener)
    let address = try listener.localAddress()
    var server = try Server(settings, report, listener, signals)
    report.listening(at: address)
    try server.run()
    report.event("stopped", server.tally.fields + [.integer("unfinished", server.tally.open)])
    return .done
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}

/// Serves for a master: it has said where, and will say what was done.
func serve(
  _ settings: Settings, _ report: Report, _ post: consuming Post, _ signals: consuming SignalDescriptor
) throws(Failure) -> ExitStatus {
  Program.setShortName(command.name)
  do throws(Errno) {
    if settings.pinsWorkers { try Processors.pin(to: post.station - 1) }
    let listener = post.takeListener()
    var server = try Server(settings, report, listener, signals, post)
    try server.run()
    return .done
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
