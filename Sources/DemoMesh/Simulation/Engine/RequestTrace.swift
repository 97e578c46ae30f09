/// Collects the hops of one request that somebody wants to see.
final class RequestTrace {
  let start: Double
  private(set) var hops: [RequestHop] = []

  init(start: Double) { self.start = start }

  func append(_ hop: RequestHop) { hops.append(hop) }
}
