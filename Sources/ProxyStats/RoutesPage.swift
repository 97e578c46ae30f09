/// Reads from Envoy's `/config_dump` of routes what the counters do not tell.
public enum RoutesPage {
  /// The clusters that get copies of requests, sorted.
  public static func mirrorTargets(_ bytes: [UInt8]) throws(AdminPageError) -> [String] {
    var targets: Set<String> = []
    try AdminPage.read(bytes) { (scanner: inout JSONScanner) throws(AdminPageError) in
      try search(&scanner, depth: 0, into: &targets)
    }
    return targets.sorted()
  }

  /// The deepest nesting that is looked into; routes are at 8.
  private static let deepest = 32

  private static func search(
    _ scanner: inout JSONScanner, depth: Int, into targets: inout Set<String>
  ) throws(AdminPageError) {
    guard depth < deepest else { return try scanner.skip() }
    if scanner.isAtArray {
      try scanner.elements { (scanner) throws(AdminPageError) in
        try search(&scanner, depth: depth + 1, into: &targets)
      }
      return
    }
    try scanner.members { (scanner, key) throws(AdminPageError) in
      guard "request_mirror_policies" ~= key else { return try search(&scanner, depth: depth + 1, into: &targets) }
      try scanner.elements { (scanner) throws(AdminPageError) in
        try scanner.members { (scanner, key) throws(AdminPageError) in
          if "cluster" ~= key { targets.insert(try scanner.string()) } else { try scanner.skip() }
        }
      }
    }
  }
}
