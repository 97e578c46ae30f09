/// Numbers as Prometheus text writes them.
enum NumberParser {
  /// 10^0 to 10^22: the powers of ten that a Double holds exactly.
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The number that fills `start..<end` exactly: decimal with optional sign, point and exponent, or NaN, Inf, +Inf,
  /// -Inf; nil if it is anything else. Correctly rounded.
  static func parse(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Double? {
    var place = start
    let isNegative = place < end && place[0] == UInt8(ascii: "-")
    if isNegative || (place < end && place[0] == UInt8(ascii: "+")) { place += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var hasPoint = false
    scan: while place < end {
      let digit = place[0] &- 48
      if digit <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        if hasPoint { decimals += 1 }
      } else if place[0] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break scan
      }
      place += 1
    }
    // Both operands are exact, so the division rounds once, as it should.
    if place == end, digits > 0, digits <= 18, decimals <= 22, mantissa <= 1 << 53 {
      let value = Double(mantissa) / powersOfTen[decimals]
      return isNegative ? -value : value
    }
    return slow(start, end)
  }

  private static func slow(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Double? {
    let token = UnsafeRawBufferPointer(start: start, count: end - start)
    guard !token.isEmpty, token.count <= 400 else { return nil }
    let text = String(decoding: token, as: UTF8.self)
    switch text {
    case "NaN", "nan": return .nan
    case "Inf", "+Inf", "inf", "+inf": return .infinity
    case "-Inf", "-inf": return -.infinity
    default: break
    }
    // The standard library also reads hexadecimal and words; Prometheus text has neither.
    let allowed = token.allSatisfy { byte in
      switch byte {
      case 48...57, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
      default: false
      }
    }
    return allowed ? Double(text) : nil
  }
}
