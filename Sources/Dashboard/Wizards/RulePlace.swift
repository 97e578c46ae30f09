import Documents
import TrafficConfig

/// A place in the list of a service's rules, known by what stands there, since others may move it.
struct RulePlace: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case edit
    /// Before the anchor, or at the end without one.
    case insert
  }

  var kind: Kind
  /// Nil while there is no object.
  var object: ObjectReference?
  /// The rule as it was found.
  var anchor: JSONValue?
  /// Where it was found, from 0.
  var index: Int

  /// Where it is now; nil if it is gone.
  func place(in object: VirtualService?) -> RuleRequest.Place? {
    let rules = object?.document[["spec", "http"]]?.array ?? []
    guard let anchor else { return kind == .insert ? .insert(rules.count) : nil }
    let found =
      rules.indices.contains(index) && rules[index] == anchor ? index : rules.firstIndex(of: anchor)
    guard let found else { return nil }
    return kind == .edit ? .edit(found) : .insert(found)
  }
}
