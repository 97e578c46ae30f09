import Documents
import TrafficConfig

extension ObjectChange {
  /// The diff with what the object does before its name and its notes, which have room where the rest has.
  func diffOfSpecFirst(context: Int) -> [DiffLine] {
    guard (after ?? before)?["spec"] != nil else { return diff(context: context) }
    var (spec, rest) = (self, self)
    spec.before = before.map { JSONValue.object(["spec": $0["spec"] ?? .object([:])]) }
    spec.after = after.map { JSONValue.object(["spec": $0["spec"] ?? .object([:])]) }
    rest.before?["spec"] = nil
    rest.after?["spec"] = nil
    return spec.diff(context: context) + rest.diff(context: context)
  }
}
