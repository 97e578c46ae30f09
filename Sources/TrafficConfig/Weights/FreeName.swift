/// Names that nothing has yet.
enum FreeName {
  /// The name itself, with the suffix, or with the suffix and a number.
  static func find(_ name: String, suffix: String, isTaken: (String) -> Bool) -> String {
    guard isTaken(name) else { return name }
    var candidate = "\(name)-\(suffix)"
    var number = 2
    while isTaken(candidate) {
      candidate = "\(name)-\(suffix)-\(number)"
      number += 1
    }
    return candidate
  }
}
