import Documents
import Texts

/// Reads `metadata.managedFields`: who wrote an object.
public enum ManagedFields {
  /// The field manager of this program's writes.
  public static let own = "vigla"

  /// A manager, and when it wrote, as the object says; the time is empty where none is noted.
  public struct Entry: Sendable, Hashable {
    public var manager: String
    /// RFC 3339 in UTC.
    public var time: String

    /// Seconds since 1970; nil where none is noted.
    public var seconds: Double? { Timestamp.seconds(time) }
  }

  /// The newest write that was not this program's.
  public static func newestForeign(of document: JSONValue) -> Entry? {
    newest(entries(document).filter { $0.manager != own })
  }

  /// The newest write of all; of two in one second that of somebody else.
  static func lastHand(of document: JSONValue) -> Entry? {
    let foreign = newestForeign(of: document)
    guard let any = newest(entries(document)) else { return nil }
    return foreign?.time == any.time ? foreign : any
  }

  /// The manager other than this program whose write is the newest, such as
  /// `argocd-controller at 2026-11-24T06:00:00Z`.
  public static func latest(of document: JSONValue) -> String? {
    guard let newest = newestForeign(of: document) else { return nil }
    return newest.time.isEmpty ? newest.manager : tr("\(newest.manager) at \(newest.time)")
  }

  /// Whether the newest write was this program's.
  public static func isOwn(_ document: JSONValue) -> Bool { newest(entries(document))?.manager == own }

  private static func entries(_ document: JSONValue) -> [Entry] {
    (document["metadata"]?["managedFields"]?.array ?? []).compactMap { entry in
      guard entry["subresource"]?.string == nil else { return nil }
      return entry["manager"]?.string.map { Entry(manager: $0, time: entry["time"]?.string ?? "") }
    }
  }

  /// RFC 3339 in UTC sorts by time.
  private static func newest(_ entries: [Entry]) -> Entry? { entries.max { $0.time < $1.time } }
}
