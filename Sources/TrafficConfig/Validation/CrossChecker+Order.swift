import Documents

extension CrossChecker {
  /// Rules that can never be used, because an earlier rule takes all that they match.
  mutating func checkOrder(_ object: VirtualService) {
    for section in RouteSection.allCases {
      checkOrder(object.spec[section.rawValue]?.array ?? [], section, object)
    }
    checkPrefixes(object)
  }

  private mutating func checkOrder(_ routes: [JSONValue], _ section: RouteSection, _ object: VirtualService) {
    var used: [JSONValue: Int] = [:]
    var hasCatchAll = false
    for (index, route) in routes.enumerated() {
      let path = "spec.\(section.rawValue)[\(index)]"
      let matches = route["match"]?.array ?? []
      if hasCatchAll {
        add(
          "IST0130", .warning, object.reference, path,
          "VirtualService rule \(Self.name(route, index)) not used (only the last rule can have no matches).")
      }
      if matches.isEmpty || matches.contains(where: Self.takesAll) {
        hasCatchAll = true
        if matches.isEmpty { continue }
      }
      var duplicates = 0
      for (matchIndex, match) in matches.enumerated() {
        var key = match
        key["name"] = nil
        key["statPrefix"] = nil
        guard let earlier = used[key] else {
          used[key] = index
          continue
        }
        duplicates += 1
        add(
          "IST0131", .info, object.reference, "\(path).match[\(matchIndex)]",
          "VirtualService rule \(Self.name(route, index)) match \(Self.name(match, matchIndex)) is not used "
            + "(duplicate/overlapping match in rule \(Self.name(routes[earlier], earlier))).")
      }
      if duplicates == matches.count {
        add(
          "IST0130", .warning, object.reference, path,
          "VirtualService rule \(Self.name(route, index)) not used (all matches used by prior rules).")
      }
    }
  }

  /// A match without any condition, or with the path prefix `/` alone.
  private static func takesAll(_ match: JSONValue) -> Bool {
    guard case .object(let object) = match else { return false }
    let conditions = object.filter { $0.key != "name" && $0.key != "statPrefix" && $0.key != "ignoreUriCase" }
    guard let only = conditions.first else { return true }
    return conditions.count == 1 && only.key == "uri" && ["/", ""].contains(only.value["prefix"]?.string)
  }

  /// A path under a prefix that an earlier rule takes, all other conditions being equal.
  private mutating func checkPrefixes(_ object: VirtualService) {
    var earlier: [(prefix: String, rest: JSONValue, route: Int, name: String)] = []
    for (index, route) in (object.spec["http"]?.array ?? []).enumerated() {
      for (matchIndex, match) in (route["match"]?.array ?? []).enumerated() {
        var rest = match
        for key in ["uri", "name", "statPrefix"] { rest[key] = nil }
        guard let prefix = match["uri"]?["prefix"]?.string else { continue }
        if let cover = earlier.first(where: {
          $0.route != index && prefix != $0.prefix && prefix.hasPrefix($0.prefix) && $0.rest == rest
            && !["/", ""].contains($0.prefix)
        }) {
          add(
            "IST0131", .info, object.reference, "spec.http[\(index)].match[\(matchIndex)]",
            "VirtualService rule \(Self.name(route, index)) match \(Self.name(match, matchIndex)) of prefix \(prefix) "
              + "is not used (duplicate/overlapping match of prefix \(cover.prefix) in rule \(cover.name)).")
        }
        earlier.append((prefix, rest, index, Self.name(route, index)))
      }
    }
  }

  /// The name in quotes, or the number from 0 as Istio counts.
  private static func name(_ value: JSONValue, _ index: Int) -> String {
    value["name"]?.string.map { "\"\($0)\"" } ?? "#\(index)"
  }
}
