extension Unicode.Scalar {
  /// Whether a terminal shows it and does nothing else: no control, no direction mark, no line break, nothing that
  /// this Unicode does not know.
  var isShown: Bool {
    if isASCII { return value >= 0x20 && value != 0x7F }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }
}
