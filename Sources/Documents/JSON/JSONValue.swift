/// A JSON document as it was written: order of keys, spelling of numbers and repeated keys are kept.
///
/// Everything that Vigla may write back is held in this form, so that a field that nobody here knows survives an edit.
/// Two values are equal when they mean the same: the order of keys does not count, the spelling of numbers does.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// How deeply arrays and objects may nest in a parsed text.
  public static let maximumDepth = 512
}
