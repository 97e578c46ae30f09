/// A JSON number with the spelling it had in the source, so that `1.0`, `1e2` and integers beyond 64 bits survive.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
  /// The number as written; always valid JSON.
  public let text: String

  public init(_ value: Int) { text = String(value) }

  /// Writes a whole number without a fraction; infinities and NaN, which JSON lacks, become 0.
  public init(_ value: Double) {
    if !value.isFinite {
      text = "0"
    } else if let whole = Int(exactly: value), abs(whole) < 1 << 53 {
      text = String(whole)
    } else {
      text = "\(value)"
    }
  }

  /// Keeps the text if it is a JSON number, else nil.
  public init?(text: String) {
    guard Self.isValid(text.utf8) else { return nil }
    self.text = text
  }

  /// For the parser, which has checked the spelling.
  init(unchecked text: String) { self.text = text }

  /// The exact value as an integer, also of `5.0` or `1e3`; nil if it has a fraction or does not fit.
  public var int: Int? {
    if let exact = Int(text) { return exact }
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") })
    else { return nil }
    return Double(text).flatMap { Int(exactly: $0) }
  }

  /// The nearest value; infinite if it is out of range.
  public var double: Double { Double(text) ?? 0 }

  public var description: String { text }

  private enum State { case start, sign, zero, whole, point, fraction, exponent, exponentSign, exponentDigits }

  /// Whether the bytes are a number by RFC 8259.
  static func isValid(_ bytes: some Sequence<UInt8>) -> Bool {
    var state = State.start
    for byte in bytes {
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      let isExponent = byte | 0x20 == UInt8(ascii: "e")
      switch state {
      case .start where byte == UInt8(ascii: "-"): state = .sign
      case .start where isDigit, .sign where isDigit: state = byte == UInt8(ascii: "0") ? .zero : .whole
      case .whole where isDigit: state = .whole
      case .zero where byte == UInt8(ascii: "."), .whole where byte == UInt8(ascii: "."): state = .point
      case .zero where isExponent, .whole where isExponent, .fraction where isExponent: state = .exponent
      case .point where isDigit, .fraction where isDigit: state = .fraction
      case .exponent where byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"): state = .exponentSign
      case .exponent where isDigit, .exponentSign where isDigit, .exponentDigits where isDigit:
        state = .exponentDigits
      default: return false
      }
    }
    switch state {
    case .zero, .whole, .fraction, .exponentDigits: return true
    default: return false
    }
  }
}
