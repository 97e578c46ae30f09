import Testing

@testable import ProxyStats

@Suite struct NumberParserTests {
  static func parse(_ text: String) -> Double? {
    // A byte in front, so that there is an address even for the empty text.
    Array("#\(text)".utf8).withUnsafeBytes { raw in
      raw.baseAddress.flatMap { NumberParser.parse($0 + 1, $0 + raw.count) }
    }
  }

  @Test(arguments: [
    ("0", 0.0), ("700", 700), ("-3", -3), ("+3", 3), ("1.5", 1.5), ("0.001", 0.001), (".5", 0.5), ("5.", 5),
    ("9007199254740993", 9_007_199_254_740_992), ("1e3", 1_000), ("1.5E-3", 0.0015), ("+Inf", .infinity),
    ("-Inf", -.infinity), ("Inf", .infinity), ("123456789012345678901234567890", 1.2345678901234568e29),
    ("0.1234567890123456789012345", 0.12345678901234568),
  ]) func reads(_ text: String, _ value: Double) { #expect(Self.parse(text) == value) }

  @Test(arguments: [
    "", "-", "+", ".", "e", "1e", "0x10", "1_000", "12a", " 1", "1 ", "nano", "--1", "1.2.3", "infinity",
  ])
  func refuses(_ text: String) { #expect(Self.parse(text) == nil) }

  @Test func readsNaN() { #expect(Self.parse("NaN")?.isNaN == true) }

  @Test func agreesWithTheStandardLibrary() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<5_000 {
      let scale = Double(sign: .plus, exponent: .random(in: -40...60, using: &random), significand: 1)
      let value = Double.random(in: 0...1, using: &random) * scale
      let text = "\(value)"
      #expect(Self.parse(text) == value)
      let whole = UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0...63, using: &random)
      #expect(Self.parse("\(whole)") == Double("\(whole)"))
    }
  }
}
