@testable import LabKit

extension Element {
  /// The elements in it, one level down.
  var children: [Element] { content.compactMap { if case .element(let child) = $0 { child } else { nil } } }

  /// Its own text, without that of the elements in it.
  var ownText: String { content.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined() }

  /// Itself and all in it, in the order of the document.
  var all: [Element] { [self] + children.flatMap(\.all) }

  /// What this attribute is set to.
  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}
