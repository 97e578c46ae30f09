import Documents

/// A YAML list of proxies, for meshes that no Kubernetes API tells of.
public struct EndpointsFile: Sendable, Hashable {
  public var entries: [EndpointEntry]

  public init(entries: [EndpointEntry]) { self.entries = entries }

  private static let keys: Set<String> = ["url", "admin", "workload", "namespace", "labels"]

  /// Reads `- {url: …, admin: …, workload: …, namespace: …, labels: {…}}`, of which only `url` is needed.
  public init(parsing text: String) throws(EndpointsFileError) {
    let document: JSONValue
    do throws(YAMLParseError) {
      document = try YAMLText.parse(text)
    } catch {
      throw EndpointsFileError(message: "The list of endpoints is no YAML: \(error)")
    }
    guard let items = document.array else {
      throw EndpointsFileError(message: "The list of endpoints must be a YAML list of {url: …}.")
    }
    var entries: [EndpointEntry] = []
    for (index, item) in items.enumerated() {
      let entry = try Self.entry(item, "Endpoint \(index + 1)")
      guard !entries.contains(where: { $0.url == entry.url }) else {
        throw EndpointsFileError(message: "Endpoint \(index + 1): \(entry.url) is listed twice.")
      }
      entries.append(entry)
    }
    guard !entries.isEmpty else { throw EndpointsFileError(message: "The list of endpoints is empty.") }
    self.entries = entries
  }

  private static func entry(_ item: JSONValue, _ place: String) throws(EndpointsFileError) -> EndpointEntry {
    guard let object = item.object else { throw EndpointsFileError(message: "\(place): it must be {url: …}.") }
    for key in object.keys where !keys.contains(key) {
      throw EndpointsFileError(
        message: "\(place): the key \"\(key)\" is not known; there are \(keys.sorted().joined(separator: ", ")).")
    }
    func text(_ key: String) throws(EndpointsFileError) -> String? {
      guard let value = object[key], value != .null else { return nil }
      guard let text = value.string, !text.isEmpty else {
        throw EndpointsFileError(message: "\(place): \(key) must be a text.")
      }
      return text
    }
    guard let url = try text("url") else { throw EndpointsFileError(message: "\(place): url is missing.") }
    let admin = try text("admin")
    for address in [url, admin].compactMap(\.self) {
      guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
        throw EndpointsFileError(message: "\(place): \(address) must begin with http:// or https://.")
      }
    }
    var labels: [String: String] = [:]
    if let value = object["labels"], value != .null {
      guard let members = value.object else { throw EndpointsFileError(message: "\(place): labels must be a mapping.") }
      for (key, value) in members {
        guard let text = value.string else {
          throw EndpointsFileError(message: "\(place): label \(key) must be a text; put quotes around it.")
        }
        labels[key] = text
      }
    }
    return EndpointEntry(
      url: url, admin: admin, workload: try text("workload"), namespace: try text("namespace"), labels: labels)
  }
}
