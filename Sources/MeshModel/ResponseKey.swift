/// What became of a request: response code, response flags and the host it was for.
public struct ResponseKey: Hashable, Comparable, Sendable, Codable {
  /// The HTTP code or gRPC status as text; `-` where there was no response.
  public let code: String
  /// Envoy's response flags, comma-joined, such as `URX,UF`; `-` for none.
  public let flags: String
  /// The destination service host; empty where not known.
  public let host: String

  public init(code: String, flags: String, host: String) {
    self.code = code
    self.flags = flags
    self.host = host
  }

  public static func < (a: ResponseKey, b: ResponseKey) -> Bool {
    (a.code, a.flags, a.host) < (b.code, b.flags, b.host)
  }
}
