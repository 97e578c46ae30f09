/// Where an object lives within its resource; the namespace is empty for cluster-wide ones.
struct ObjectKey: Hashable, Comparable, Sendable {
  var namespace: String
  var name: String

  static func < (a: ObjectKey, b: ObjectKey) -> Bool { (a.namespace, a.name) < (b.namespace, b.name) }
}
