import Capture
import ToolKit

extension Failure {
  /// A capture that did not begin.
  init(_ error: CaptureError) {
    let status: ExitStatus =
      switch error {
      case .notPermitted: .noPermission
      case .badFilter: .usage
      case .noSuchInterface, .interfaceDown, .failed: .system
      }
    self.init(status, "\(error)")
  }
}
