/// Ids of journal entries: short enough to type, and unlike each other on one machine.
public enum EntryID {
  /// Such as `a3f90c17`: eight hexadecimal digits.
  public static func make() -> String {
    var random = SystemRandomNumberGenerator()
    return make(using: &random)
  }

  static func make(using random: inout some RandomNumberGenerator) -> String {
    let digits = String(UInt32.random(in: 0 ... .max, using: &random), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
