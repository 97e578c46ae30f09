import TrafficConfig

/// An object's text on its way to the operator's editor, or back.
public struct EditedText: Hashable, Sendable {
  public var reference: ObjectReference
  /// YAML.
  public var text: String

  public init(reference: ObjectReference, text: String) {
    self.reference = reference
    self.text = text
  }
}
