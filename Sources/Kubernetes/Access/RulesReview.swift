import Documents

/// What a user may do in one namespace, by the API server's own account (SelfSubjectRulesReview).
public struct RulesReview: Sendable, Hashable {
  /// One rule, as roles have them.
  public struct Rule: Sendable, Hashable {
    public var verbs: [String]
    public var groups: [String]
    /// Such as `pods` and `pods/proxy`.
    public var resources: [String]
    /// Empty for all.
    public var names: [String]

    public init(verbs: [String], groups: [String], resources: [String], names: [String] = []) {
      self.verbs = verbs
      self.groups = groups
      self.resources = resources
      self.names = names
    }
  }

  public var rules: [Rule]
  /// The server could not tell everything: what is not allowed here may be allowed all the same.
  public var isIncomplete: Bool

  public init(rules: [Rule], isIncomplete: Bool = false) {
    self.rules = rules
    self.isIncomplete = isIncomplete
  }

  /// Reads the review's answer; nil if it is none.
  init?(_ answer: JSONValue) {
    guard let status = answer["status"], let list = status["resourceRules"]?.array else { return nil }
    func texts(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }
    rules = list.map { rule in
      Rule(
        verbs: texts(rule["verbs"]), groups: texts(rule["apiGroups"]), resources: texts(rule["resources"]),
        names: texts(rule["resourceNames"]))
    }
    isIncomplete = status["incomplete"]?.bool ?? false
  }

  /// Whether a rule allows it for every object of the kind.
  public func allows(_ verb: String, _ kind: ResourceKind, subresource: String? = nil) -> Bool {
    let resources = subresource.map { ["\(kind.plural)/\($0)", "*/\($0)"] } ?? [kind.plural]
    return rules.contains { rule in
      rule.names.isEmpty && Self.holds(rule.verbs, verb) && Self.holds(rule.groups, kind.group)
        && resources.contains { Self.holds(rule.resources, $0) }
    }
  }

  private static func holds(_ list: [String], _ word: String) -> Bool { list.contains("*") || list.contains(word) }
}
