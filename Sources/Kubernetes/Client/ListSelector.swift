/// Which objects of a kind a list or watch is about.
public struct ListSelector: Sendable, Hashable {
  /// As kubectl's `-l`, such as `app=reviews,version!=v3`.
  public var labels: String?
  /// As kubectl's `--field-selector`, such as `status.phase=Running`.
  public var fields: String?

  public init(labels: String? = nil, fields: String? = nil) {
    self.labels = labels
    self.fields = fields
  }

  public static let all = ListSelector()

  var query: [(name: String, value: String)] {
    var items: [(name: String, value: String)] = []
    if let labels { items.append(("labelSelector", labels)) }
    if let fields { items.append(("fieldSelector", fields)) }
    return items
  }
}
