import Documents

extension MatchCondition {
  /// The conditions of each entry of a route's `match`: all of an entry have to hold, and any entry suffices. What has
  /// no place among the subjects, such as `ignoreUriCase`, is passed over.
  ///
  /// - Parameter route: an entry of `spec.http`.
  public static func groups(ofRoute route: JSONValue) -> [[MatchCondition]] {
    (route["match"]?.array ?? []).map(conditions)
  }

  private static func conditions(of entry: JSONValue) -> [MatchCondition] {
    var found: [MatchCondition] = []
    func add(_ subject: Subject, _ value: JSONValue?, isNegated: Bool = false) {
      if let value { found.append(MatchCondition(subject, StringMatch(value), isNegated: isNegated)) }
    }
    func exact(_ subject: Subject, _ text: String?) {
      if let text { found.append(MatchCondition(subject, .exact(text))) }
    }
    add(.uri, entry["uri"])
    add(.method, entry["method"])
    add(.scheme, entry["scheme"])
    add(.authority, entry["authority"])
    for (name, value) in entry["headers"]?.object ?? [:] { add(.header(name), value) }
    for (name, value) in entry["withoutHeaders"]?.object ?? [:] {
      let subject: Subject = name == ":method" ? .method : name == ":authority" ? .authority : .header(name)
      add(subject, value, isNegated: true)
    }
    for (name, value) in entry["queryParams"]?.object ?? [:] {
      found.append(MatchCondition(.query(name), value == ["regex": ".*"] ? .present : StringMatch(value)))
    }
    exact(.port, entry["port"]?.int.map(String.init))
    for (name, value) in entry["sourceLabels"]?.object ?? [:] { exact(.sourceLabel(name), value.string) }
    exact(.sourceNamespace, entry["sourceNamespace"]?.string)
    for name in entry["gateways"]?.strings ?? [] { exact(.gateway, name) }
    return found
  }

  /// The `match` of a route for groups of conditions; nil for none. What the old entry at the same place says besides
  /// conditions stays, and so do conditions that are the same.
  static func match(_ groups: [[MatchCondition]], over old: JSONValue?) throws(ChangeRefusal) -> JSONValue? {
    if groups.isEmpty { return nil }
    let entries = old?.array ?? []
    var result: [JSONValue] = []
    for (index, group) in groups.enumerated() {
      guard entries.indices.contains(index) else {
        result.append(try document(group))
        continue
      }
      result.append(try edited(entries[index], to: group))
    }
    return .array(result)
  }

  private static func edited(_ entry: JSONValue, to group: [MatchCondition]) throws(ChangeRefusal) -> JSONValue {
    let before = conditions(of: entry)
    if Set(before) == Set(group) { return entry }
    let wanted = try document(group)
    var entry = entry
    let maps: Set<String> = ["headers", "withoutHeaders", "queryParams", "sourceLabels"]
    for key in ["uri", "method", "scheme", "authority", "port", "sourceNamespace", "gateways"] {
      if wanted[key] == nil { entry[key] = nil }
    }
    for key in maps {
      guard let members = entry[key]?.object else { continue }
      for name in members.keys where wanted[[.key(key), .key(name)]] == nil { entry[[.key(key), .key(name)]] = nil }
      if entry[key]?.object?.isEmpty == true { entry[key] = nil }
    }
    let kept = Set(before).intersection(group)
    for (key, value) in wanted.object ?? [:] {
      guard maps.contains(key), let members = value.object else {
        // The same condition in another spelling is no change.
        if !kept.contains(where: { $0.isWritten(under: key, name: nil) }) { entry[key] = value }
        continue
      }
      for (name, member) in members where !kept.contains(where: { $0.isWritten(under: key, name: name) }) {
        entry[[.key(key), .key(name)]] = member
      }
    }
    return entry
  }
}

extension MatchCondition {
  /// As it is typed, such as `header:end-user=jason`.
  public var text: String {
    let name: String
    switch subject {
    case .uri: name = "uri"
    case .method: name = "method"
    case .scheme: name = "scheme"
    case .authority: name = "authority"
    case .header(let header): name = "header:\(header)"
    case .query(let query): name = "query:\(query)"
    case .port: name = "port"
    case .sourceLabel(let label): name = "source:\(label)"
    case .sourceNamespace: name = "namespace"
    case .gateway: name = "gateway"
    }
    let lead = isNegated ? "!\(name)" : name
    switch match {
    case .exact(let value): return "\(lead)=\(value)"
    case .prefix(let value): return "\(lead)^=\(value)"
    case .regex(let value): return "\(lead)~=\(value)"
    case .present: return lead
    }
  }
}
