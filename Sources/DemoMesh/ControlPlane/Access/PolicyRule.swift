import Documents

/// One rule of a Role or ClusterRole.
struct PolicyRule: Sendable, Hashable {
  var verbs: [String]
  var groups: [String]
  var resources: [String]
  /// Empty for all.
  var names: [String]
  var paths: [String]

  init(_ rule: JSONValue) {
    func texts(_ key: String) -> [String] { (rule[key]?.array ?? []).compactMap(\.string) }
    verbs = texts("verbs")
    groups = texts("apiGroups")
    resources = texts("resources")
    names = texts("resourceNames")
    paths = texts("nonResourceURLs")
  }

  func allows(_ wanted: AccessAttributes) -> Bool {
    guard Self.holds(verbs, wanted.verb), Self.holds(groups, wanted.group) else { return false }
    guard names.isEmpty || !wanted.name.isEmpty && names.contains(wanted.name) else { return false }
    if wanted.subresource.isEmpty { return Self.holds(resources, wanted.resource) }
    // A wildcard before the slash stands for every resource; the resource alone says nothing of its parts.
    return Self.holds(resources, "\(wanted.resource)/\(wanted.subresource)")
      || resources.contains("*/\(wanted.subresource)")
  }

  /// For a path that is no resource.
  func allows(_ verb: String, path: String) -> Bool {
    Self.holds(verbs, verb)
      && paths.contains { $0 == path || $0.hasSuffix("*") && path.hasPrefix($0.dropLast()) }
  }

  /// As a rules review tells it.
  var review: JSONValue {
    var object: JSONObject = ["verbs": Self.list(verbs)]
    if !paths.isEmpty {
      object["nonResourceURLs"] = Self.list(paths)
      return .object(object)
    }
    object["apiGroups"] = Self.list(groups)
    object["resources"] = Self.list(resources)
    if !names.isEmpty { object["resourceNames"] = Self.list(names) }
    return .object(object)
  }

  private static func holds(_ list: [String], _ word: String) -> Bool { list.contains("*") || list.contains(word) }
  private static func list(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }
}
