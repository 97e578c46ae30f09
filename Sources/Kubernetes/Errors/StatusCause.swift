/// One cause of a refusal, from a Status body's `details.causes`.
public struct StatusCause: Sendable, Hashable {
  /// Such as `FieldValueInvalid` or `FieldManagerConflict`.
  public var reason: String
  public var message: String
  /// The path as the server writes it, such as `spec.http.route.weight`; empty if none.
  public var field: String

  public init(reason: String, message: String, field: String) {
    self.reason = reason
    self.message = DisplayText.sanitised(message)
    self.field = DisplayText.oneLine(field)
  }

  /// `field: message`.
  public var text: String { field.isEmpty || message.contains(field) ? message : "\(field): \(message)" }
}
