import EventLoop
import SocketKit
import ToolKit

extension Worker {
  /// Something happened on a connection that carries an endless stream.
  mutating func stream(_ token: Token, _ readiness: Readiness) throws(Errno) {
    do throws(Errno) {
      if readiness.isReadable || readiness.isBroken {
        if case .mismatch(let mismatch) = try connections[token].receiveStream(&exchange, at: loop.now) {
          return complain(token, mismatch)
        }
      }
      if readiness.isWritable, exchange.isLoading { try connections[token].stream(&exchange) }
    } catch {
      return fail(token, error)
    }
    if order == .finish, connections[token].octetsUnderWay == 0 {
      owed -= 1
      remove(token)
    }
  }

  /// Something happened on a connection that carries nothing: it is over, or the peer talks.
  mutating func listen(_ token: Token) {
    do throws(Errno) {
      _ = try connections[token].receive(&exchange, at: loop.now)
    } catch {
      fail(token, error)
    }
  }
}
