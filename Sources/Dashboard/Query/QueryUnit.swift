/// What a figure in an expression is counted in: the endings that may follow the number, each with what it multiplies by.
enum QueryUnit: Hashable, Sendable {
  /// Requests per second.
  case rate
  /// 0...100.
  case percent
  case milliseconds
  /// Bytes per second.
  case bytes
  case count

  private var endings: [(text: String, factor: Double)] {
    switch self {
    case .rate: [("", 1), ("/s", 1), ("rps", 1), ("k", 1_000), ("k/s", 1_000)]
    case .percent: [("", 1), ("%", 1)]
    case .milliseconds: [("", 1), ("ms", 1), ("s", 1_000), ("min", 60_000), ("us", 0.001), ("µs", 0.001)]
    case .bytes:
      [("", 1), ("k", 1e3), ("m", 1e6), ("g", 1e9)].flatMap { letter, factor in
        [(letter, factor), (letter + "b", factor), (letter + "b/s", factor), (letter + "/s", factor)]
      }
    case .count: [("", 1)]
    }
  }

  /// For messages.
  var example: String {
    switch self {
    case .rate: "10"
    case .percent: "2.5"
    case .milliseconds: "500ms, 1.5s"
    case .bytes: "20kB"
    case .count: "3"
    }
  }

  /// The number that a text stands for, and half a step of its last digit: what is nearer than that looks the same.
  func value(_ text: String) -> (value: Double, slack: Double)? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let ending = text.dropFirst(digits.count).lowercased()
    guard let number = Double(digits), number.isFinite,
      let factor = endings.first(where: { $0.text == ending })?.factor
    else { return nil }
    var step = 1.0
    if let point = digits.firstIndex(of: ".") {
      for _ in digits[digits.index(after: point)...] { step /= 10 }
    }
    return (number * factor, step / 2 * factor)
  }
}
