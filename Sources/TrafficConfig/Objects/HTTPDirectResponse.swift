import Documents

/// An answer that the proxy gives by itself.
public struct HTTPDirectResponse: Sendable, Hashable {
  public var status: Int
  /// The body as text; a base64 body stays as written.
  public var body: String

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    status = value["status"]?.int ?? 200
    body = value["body"]?["string"]?.string ?? value["body"]?["bytes"]?.string ?? ""
  }
}
