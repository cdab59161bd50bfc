extension LineBuffer {
  /// Text for a person: as it is, but for what a terminal would act on, which is written as `\x` and `\u{…}`.
  ///
  /// A backslash stays single: this is for reading, not for taking apart again.
  mutating func appendShown(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar.isShown {
        append(String(scalar))
      } else if scalar.isASCII {
        append("\\x")
        appendHexadecimal(scalar.value, digits: 2)
      } else {
        append("\\u{")
        append(String(scalar.value, radix: 16))
        append("}")
      }
    }
  }
}
