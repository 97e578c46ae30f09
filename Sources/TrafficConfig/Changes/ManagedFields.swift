import Documents

/// Reads `metadata.managedFields`: who wrote an object.
enum ManagedFields {
  /// The field manager of this program's writes.
  static let own = "vigla"

  /// The manager other than this program whose write is the newest, such as
  /// `argocd-controller at 2026-11-24T06:00:00Z`.
  static func latest(of document: JSONValue) -> String? {
    guard let newest = newest(entries(document).filter { $0.manager != own }) else { return nil }
    return newest.time.isEmpty ? newest.manager : "\(newest.manager) at \(newest.time)"
  }

  /// Whether the newest write was this program's.
  static func isOwn(_ document: JSONValue) -> Bool { newest(entries(document))?.manager == own }

  private typealias Entry = (manager: String, time: String)

  private static func entries(_ document: JSONValue) -> [Entry] {
    (document["metadata"]?["managedFields"]?.array ?? []).compactMap { entry in
      guard entry["subresource"]?.string == nil else { return nil }
      return entry["manager"]?.string.map { (manager: $0, time: entry["time"]?.string ?? "") }
    }
  }

  /// RFC 3339 in UTC sorts by time.
  private static func newest(_ entries: [Entry]) -> Entry? { entries.max { $0.time < $1.time } }
}
