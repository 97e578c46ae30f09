/// The query of a stats page, as Envoy's admin interface reads it.
public struct StatsQuery: Hashable, Sendable {
  /// Only stats that were touched since the proxy started.
  public var usedOnly: Bool
  /// A regular expression in RE2's syntax that must match somewhere in a stat's internal name, tag values included.
  public var filter: String?
  /// `histogram_buckets`: `cumulative` (Envoy's default) or `summary`.
  public var histogramBuckets: String

  public init(usedOnly: Bool = false, filter: String? = nil, histogramBuckets: String = "cumulative") {
    self.usedOnly = usedOnly
    self.filter = filter
    self.histogramBuckets = histogramBuckets
  }

  /// Reads a raw query such as `usedonly&filter=istio_requests_total`; what Envoy would not know is ignored.
  public init(query: String) {
    self.init()
    for item in query.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? StatsQuery.percentDecoded(parts[1]) : ""
      switch String(Substring(parts[0])) {
      case "usedonly": usedOnly = true
      case "filter": filter = value.isEmpty ? nil : value
      case "histogram_buckets": histogramBuckets = value
      default: continue
      }
    }
  }

  private static func percentDecoded(_ text: Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let next = text.index(after: index)
      if byte == UInt8(ascii: "%"), let end = text.index(next, offsetBy: 2, limitedBy: text.endIndex),
        let value = UInt8(Substring(text[next..<end]), radix: 16)
      {
        bytes.append(value)
        index = end
      } else {
        bytes.append(byte)
        index = next
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
