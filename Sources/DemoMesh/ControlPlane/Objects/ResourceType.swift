/// One kind of object that the API serves.
struct ResourceType: Sendable {
  /// A part of an object with its own path.
  struct Subresource: Sendable {
    var name: String
    var kind: String
    var verbs: [String]
    /// The group and version of its kind where they differ from the parent's.
    var groupVersion: (group: String, version: String)?
  }

  /// Empty for the core group.
  var group: String
  /// Served versions, the preferred one first.
  var versions: [String]
  var plural: String
  var singular: String
  var kind: String
  var shortNames: [String] = []
  var categories: [String] = []
  var isNamespaced = true
  /// Defined by a CustomResourceDefinition: checked by its schema, no strategic merge patch.
  var isCustom = false
  var verbs = ResourceType.allVerbs
  var subresources: [Subresource] = []
  /// Not stored: answered when posted, such as an access review.
  var isVirtual = false
  /// PUT without a resourceVersion overwrites, as for the built-in kinds.
  var allowsUnconditionalUpdate: Bool { !isCustom }

  static let allVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

  /// The key in the store and in messages, such as `virtualservices.networking.istio.io`.
  var id: String { group.isEmpty ? plural : "\(plural).\(group)" }
  /// Such as `VirtualService.networking.istio.io`.
  var qualifiedKind: String { group.isEmpty ? kind : "\(kind).\(group)" }
  /// The version under which objects are stored.
  var storageVersion: String { versions.first ?? "v1" }
  var schema: ObjectSchema { .reference(kind) }
  var hasStatus: Bool { subresources.contains { $0.name == "status" } }

  /// The apiVersion of a version of this kind.
  func apiVersion(_ version: String) -> String { group.isEmpty ? version : "\(group)/\(version)" }
}
