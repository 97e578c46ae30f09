/// How many colours a terminal has.
public enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  case mono = 0
  case ansi8 = 8
  case ansi16 = 16
  case indexed256 = 256

  /// The greatest depth that a terminal with so many colours has.
  public init(colors: Int) {
    self = Self.allCases.last { $0.rawValue <= colors } ?? .mono
  }

  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}
