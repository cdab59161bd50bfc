public import Capture
public import ToolKit

extension Failure {
  /// A capture that did not begin: 77 where a permission is missing, 64 for a filter that means nothing, otherwise 71.
  public init(_ error: CaptureError) {
    let status: ExitStatus =
      switch error {
      case .notPermitted: .noPermission
      case .badFilter: .usage
      case .noSuchInterface, .interfaceDown, .failed: .system
      }
    self.init(status, "\(error)")
  }
}
