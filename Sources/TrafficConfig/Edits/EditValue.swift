import Documents
import Texts

/// Checks and spellings of values that several edits share.
enum EditValue {
  /// A duration as it is written; Istio takes whole milliseconds from 1 ms.
  static func duration(_ seconds: Double, _ what: String) throws(ChangeRefusal) -> JSONValue {
    let milliseconds = seconds * 1000
    guard milliseconds.isFinite, milliseconds >= 0.999, milliseconds < 1e15 else {
      throw ChangeRefusal(.badValue, tr("\(what) must be at least 1ms."))
    }
    guard abs(milliseconds - milliseconds.rounded()) < 1e-6 * max(1, milliseconds) else {
      throw ChangeRefusal(.badValue, tr("\(what) must be whole milliseconds."))
    }
    return .string(DurationText.text(seconds: seconds))
  }

  /// `{value: 12.5}`, above 0 and up to 100.
  static func percentage(_ percent: Double, _ what: String) throws(ChangeRefusal) -> JSONValue {
    guard percent >= 0.0001, percent <= 100 else {
      throw ChangeRefusal(.badValue, tr("\(what) must be a percentage from 0.0001 to 100, not \(percent)."))
    }
    return .object(["value": number(percent)])
  }

  /// Whole numbers without a fraction.
  static func number(_ value: Double) -> JSONValue {
    value == value.rounded() && abs(value) < 1e15 ? JSONValue(Int(value)) : JSONValue(value)
  }

  /// The names that gRPC gives its statuses, as Istio takes them.
  static let grpcStatuses = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]
}
