import Documents

/// One entry of a route's destinations.
public struct RouteDestination: Sendable, Hashable {
  /// As written: perhaps a short name.
  public var host: String
  public var subset: String?
  public var port: Int?
  /// Nil where none is written, which counts as 0 beside others.
  public var weight: Int?
  public var headers: HeaderOperations

  init(_ value: JSONValue) {
    let destination = value["destination"]
    host = destination?["host"]?.string ?? ""
    subset = destination?["subset"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    port = destination?["port"]?["number"]?.int
    weight = value["weight"]?.int
    headers = HeaderOperations(value["headers"])
  }

  /// Each destination's share, 0...1, by Istio's rules: weight by the sum of weights; a single destination gets all,
  /// whatever its weight; all 0 where nothing is given.
  public static func shares(_ destinations: [RouteDestination]) -> [Double] {
    if destinations.count == 1 { return [1] }
    let weights = destinations.map { max(0, $0.weight ?? 0) }
    let sum = weights.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    return weights.map { sum > 0 ? Double($0) / Double(sum) : 0 }
  }
}
