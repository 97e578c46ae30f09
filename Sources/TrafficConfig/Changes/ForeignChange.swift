import Documents
import Texts

/// What somebody else did to fields that this program wrote.
public struct ForeignChange: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// The fields have the values from before again.
    case reverted
    /// They have other values.
    case changed
    case deleted
    /// An object that was deleted is there again.
    case recreated
  }

  public struct Field: Sendable, Hashable {
    /// Such as `spec.http[0].route[0].weight`.
    public var path: String
    /// What this program wrote; nil if it removed the field.
    public var ours: JSONValue?
    /// What is there now; nil if the field is gone.
    public var theirs: JSONValue?
  }

  public var reference: ObjectReference
  public var kind: Kind
  /// The field manager; nil where the object does not tell.
  public var manager: String?
  /// Whole seconds from the write to the foreign change.
  public var seconds: Int
  public var fields: [Field]
  /// Who manages the object by its marks, if it tells.
  public var owner: Ownership?

  /// Such as `VirtualService default/reviews: reverted by argocd-controller after 14 s: spec.http[0].route[0].weight is
  /// 100, not 80.`
  public var text: String {
    let who = manager ?? owner?.name ?? tr("somebody")
    let what =
      switch kind {
      case .reverted: tr("reverted")
      case .changed: tr("changed")
      case .deleted: tr("deleted")
      case .recreated: tr("created again")
      }
    var text = tr("\(reference): \(what) by \(who) after \(seconds) s")
    let shown = fields.prefix(2).map { tr("\($0.path) is \(Self.value($0.theirs)), not \(Self.value($0.ours))") }
    if !shown.isEmpty {
      text += ": \(shown.joined(separator: ", "))\(fields.count > 2 ? tr(" and \(fields.count - 2) more") : "")"
    }
    text += "."
    if let owner, owner.name != who { text += tr(" \(owner.name) manages it: \(owner.expectation)") }
    if let pause = owner?.pause { text += tr(" It holds still after `\(pause)`.") }
    return text
  }

  private static func value(_ value: JSONValue?) -> String {
    guard let value else { return tr("absent") }
    let text = value.serialized()
    return text.count > 60 ? text.prefix(57) + "…" : text
  }
}
