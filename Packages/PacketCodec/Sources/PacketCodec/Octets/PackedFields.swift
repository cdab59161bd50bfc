// Headers keep the words they are on the wire, and a field is read out of its word when somebody asks. A decoder then
// loads three words instead of ten fields, most of which nobody asks for.

extension FixedWidthInteger where Self: UnsignedInteger {
  /// The field whose lowest bit is bit `shift` of this word.
  @inlinable
  @inline(__always)
  func field<Field: FixedWidthInteger & UnsignedInteger>(at shift: Int, as type: Field.Type = Field.self) -> Field {
    Field(truncatingIfNeeded: self &>> Self(truncatingIfNeeded: shift))
  }

  /// Puts `value` where `field(at:)` reads it.
  @inlinable
  @inline(__always)
  mutating func set<Field: FixedWidthInteger & UnsignedInteger>(_ value: Field, at shift: Int) {
    let shift = Self(truncatingIfNeeded: shift)
    self = self & ~(Self(truncatingIfNeeded: Field.max) &<< shift) | Self(truncatingIfNeeded: value) &<< shift
  }
}
