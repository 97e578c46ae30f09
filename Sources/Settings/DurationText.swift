/// Durations as people write them: `30s`, `5m`, `1m30s`, `1.5s`, `2h`, or a plain number of seconds.
public enum DurationText {
  /// The seconds of a duration; nil for anything else. Never negative.
  public static func seconds(_ text: String) -> Double? {
    if let plain = Double(text) { return plain.isFinite && plain >= 0 && !text.contains("x") ? plain : nil }
    var total = 0.0
    var digits = ""
    var unit = ""
    var lastUnit = Double.infinity
    func finish() -> Bool {
      guard let value = Double(digits), let scale = units[unit], scale < lastUnit else { return false }
      total += value * scale
      lastUnit = scale
      digits = ""
      unit = ""
      return true
    }
    for character in text {
      switch character {
      case "0"..."9", ".":
        if !unit.isEmpty, !finish() { return nil }
        digits.append(character)
      default: unit.append(character)
      }
    }
    return finish() ? total : nil
  }

  /// The shortest form, such as `30s`, `5m`, `1m30s`.
  public static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    guard seconds == seconds.rounded() else { return "\(seconds)s" }
    var rest = Int(seconds)
    guard rest > 0 else { return "0s" }
    var text = ""
    for (name, size) in [("h", 3600), ("m", 60), ("s", 1)] where rest >= size {
      text += "\(rest / size)\(name)"
      rest %= size
    }
    return text
  }

  private static let units: [String: Double] = ["ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600]
}
