import Documents
import Texts

/// One write of a change: an object before and after.
public struct ObjectChange: Sendable, Hashable {
  public enum Operation: String, Sendable, Hashable {
    case create, update, delete

    /// What is done, as the interface says it.
    public var words: String {
      switch self {
      case .create: tr("create")
      case .update: tr("update")
      case .delete: tr("delete")
      }
    }
  }

  public var reference: ObjectReference
  /// Such as `networking.istio.io/v1`.
  public var apiVersion: String
  /// The object as it was read, resourceVersion included; nil if it is to be created.
  public var before: JSONValue?
  /// The object as it shall be; nil if it is to be deleted.
  public var after: JSONValue?

  public init(reference: ObjectReference, apiVersion: String, before: JSONValue?, after: JSONValue?) {
    self.reference = reference
    self.apiVersion = apiVersion
    self.before = before
    self.after = after
  }

  public var operation: Operation { before == nil ? .create : after == nil ? .delete : .update }

  /// The resourceVersion that the write must meet; nil for a creation.
  public var resourceVersion: String? { before?["metadata"]?["resourceVersion"]?.string }

  /// The merge patch that makes the change, for an update.
  public var mergePatch: JSONValue? {
    guard let before, let after else { return nil }
    return before.mergePatch(to: after)
  }

  /// The changed lines of the object as YAML, without what only the server writes.
  public var diff: [DiffLine] { diff(context: 3) }

  public func diff(context: Int) -> [DiffLine] {
    TextDiff.lines(from: Self.yaml(before), to: Self.yaml(after), context: context)
  }

  /// The diff in the unified format of `diff -u`, named by the object.
  public var unifiedDiff: String {
    TextDiff.unified(
      from: Self.yaml(before), to: Self.yaml(after), fromName: before == nil ? "/dev/null" : reference.description,
      toName: after == nil ? "/dev/null" : reference.description)
  }

  private static func yaml(_ document: JSONValue?) -> String {
    document.map { YAMLText.emit(withoutServerFields($0)) } ?? ""
  }

  /// The document without status and the metadata that only the API server writes.
  public static func withoutServerFields(_ document: JSONValue) -> JSONValue {
    var result = document
    for key in ["managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink"] {
      result[["metadata", .key(key)]] = nil
    }
    result["status"] = nil
    return result
  }
}
