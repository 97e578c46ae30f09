import Documents

/// A Status object of the Kubernetes API: the body of every error that the API machinery makes.
struct StatusBody: Sendable {
  var code: Int
  var reason: String
  var message: String
  var detailsName: String
  var detailsKind: String
  var causes: [StatusCause]
  var retryAfterSeconds: Double?
  /// The fresh token of an expired list.
  var continueToken: String?

  /// Nil if the value is no Status.
  init?(_ value: JSONValue) {
    guard value["kind"]?.string == "Status" else { return nil }
    self.init(fieldsOf: value)
  }

  /// The fields of a Status that does not name its kind, as the end of a command does.
  init(fieldsOf value: JSONValue) {
    let details = value["details"]
    code = value["code"]?.int ?? 0
    reason = value["reason"]?.string ?? ""
    message = DisplayText.sanitised(value["message"]?.string ?? "")
    detailsName = details?["name"]?.string ?? ""
    detailsKind = details?["kind"]?.string ?? ""
    retryAfterSeconds = details?["retryAfterSeconds"]?.double
    continueToken = value["metadata"]?["continue"]?.string
    causes = (details?["causes"]?.array ?? []).map { cause in
      StatusCause(
        reason: cause["reason"]?.string ?? "", message: cause["message"]?.string ?? "",
        field: cause["field"]?.string ?? "")
    }
  }
}
