/// What a request that entered at the gateway came to.
public struct EntryResponse: Hashable, Sendable {
  public var status: Int
  /// The gateway's response flags, `-` for none.
  public var flags: String
  /// Seconds in the mesh.
  public var latency: Double
  /// The hops in the order in which they started.
  public var hops: [RequestHop]
  /// Where a redirect points to.
  public var location: String?
  /// The body of a direct response.
  public var body: String?
}
