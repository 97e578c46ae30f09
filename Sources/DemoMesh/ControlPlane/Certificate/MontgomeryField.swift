/// Arithmetic on 256-bit numbers modulo an odd number, in Montgomery form (Koç, Acar, Kaliski 1996, "CIOS").
///
/// Numbers are four 64-bit words, the least significant first. Not constant in time: for a key that this process made
/// for itself a moment ago, used here once.
struct MontgomeryField: Sendable {
  typealias Number = [UInt64]

  let modulus: Number
  /// -modulus⁻¹ modulo 2⁶⁴.
  private let factor: UInt64
  /// 2²⁵⁶ and 2⁵¹² modulo the modulus: one, and what brings a number into the form.
  let one: Number
  private let square: Number

  /// - Parameter modulus: odd, with its highest bit set.
  init(modulus: Number) {
    self.modulus = modulus
    var inverse: UInt64 = 1
    for _ in 0..<6 { inverse &*= 2 &- modulus[0] &* inverse }
    factor = 0 &- inverse
    var power: Number = [1, 0, 0, 0]
    for _ in 0..<256 { power = Self.sum(power, power, modulus) }
    one = power
    for _ in 0..<256 { power = Self.sum(power, power, modulus) }
    square = power
  }

  /// Into Montgomery form; the number may be larger than the modulus.
  func enter(_ number: Number) -> Number { multiply(number, square) }
  /// Out of Montgomery form.
  func leave(_ number: Number) -> Number { multiply(number, [1, 0, 0, 0]) }
  func add(_ a: Number, _ b: Number) -> Number { Self.sum(a, b, modulus) }
  func subtract(_ a: Number, _ b: Number) -> Number {
    let (difference, borrow) = Self.difference(a, b)
    return borrow ? Self.wrappingSum(difference, modulus) : difference
  }

  func multiply(_ a: Number, _ b: Number) -> Number {
    var t = [UInt64](repeating: 0, count: 6)
    for i in 0..<4 {
      Self.accumulate(a, b[i], into: &t)
      Self.accumulate(modulus, t[0] &* factor, into: &t)
      t.removeFirst()
      t.append(0)
    }
    let low = Array(t[0..<4])
    let (reduced, borrow) = Self.difference(low, modulus)
    return t[4] == 0 && borrow ? low : reduced
  }

  /// The inverse by Fermat's little theorem, for a prime modulus.
  func inverse(_ number: Number) -> Number {
    let exponent = Self.difference(modulus, [2, 0, 0, 0]).0
    var result = one
    for bit in (0..<256).reversed() {
      result = multiply(result, result)
      if exponent[bit / 64] >> UInt64(bit % 64) & 1 == 1 { result = multiply(result, number) }
    }
    return result
  }

  /// t += a · factor.
  private static func accumulate(_ a: Number, _ factor: UInt64, into t: inout [UInt64]) {
    var carry: UInt64 = 0
    for j in 0..<4 {
      let (high, low) = a[j].multipliedFullWidth(by: factor)
      let (first, overflow) = t[j].addingReportingOverflow(low)
      let (second, again) = first.addingReportingOverflow(carry)
      t[j] = second
      carry = high &+ (overflow ? 1 : 0) &+ (again ? 1 : 0)
    }
    let (sum, overflow) = t[4].addingReportingOverflow(carry)
    t[4] = sum
    t[5] &+= overflow ? 1 : 0
  }

  private static func sum(_ a: Number, _ b: Number, _ modulus: Number) -> Number {
    var result = a
    var carry = false
    for i in 0..<4 {
      let (first, overflow) = a[i].addingReportingOverflow(b[i])
      let (second, again) = first.addingReportingOverflow(carry ? 1 : 0)
      result[i] = second
      carry = overflow || again
    }
    let (reduced, borrow) = difference(result, modulus)
    return carry || !borrow ? reduced : result
  }

  private static func wrappingSum(_ a: Number, _ b: Number) -> Number {
    var result = a
    var carry = false
    for i in 0..<4 {
      let (first, overflow) = a[i].addingReportingOverflow(b[i])
      let (second, again) = first.addingReportingOverflow(carry ? 1 : 0)
      result[i] = second
      carry = overflow || again
    }
    return result
  }

  private static func difference(_ a: Number, _ b: Number) -> (Number, borrow: Bool) {
    var result = a
    var borrow = false
    for i in 0..<4 {
      let (first, overflow) = a[i].subtractingReportingOverflow(b[i])
      let (second, again) = first.subtractingReportingOverflow(borrow ? 1 : 0)
      result[i] = second
      borrow = overflow || again
    }
    return (result, borrow)
  }
}
