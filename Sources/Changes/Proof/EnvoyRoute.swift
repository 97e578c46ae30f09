import Documents
import TrafficConfig

/// A route in a proxy's configuration, as `/config_dump` has it.
struct EnvoyRoute: Sendable, Hashable {
  /// The object that it was made of, as Istio notes it in the route's metadata: `namespace/name` of a VirtualService.
  var owner: String?
  var shape: RouteShape
  /// The route as it is, to see whether anything changed.
  var document: JSONValue

  init(_ route: JSONValue) {
    document = route
    owner = Self.owner(route["metadata"]?["filter_metadata"]?["istio"]?["config"]?.string)
    shape = RouteShape()
    if let match = route["match"] { read(match: match) }
    if let action = route["route"] { read(action: action) }
    if let redirect = route["redirect"] {
      shape.redirect = [redirect["host_redirect"]?.string, redirect["path_redirect"]?.string].compactMap(\.self)
    }
    shape.response = route["direct_response"]?["status"]?.int
    if let fault = route["typed_per_filter_config"]?["envoy.filters.http.fault"] { read(fault: fault) }
  }

  /// The VirtualService of `/apis/networking.istio.io/v1/namespaces/NAMESPACE/virtual-service/NAME`, in any version.
  private static func owner(_ config: String?) -> String? {
    let parts = (config ?? "").split(separator: "/")
    guard parts.count >= 4, parts[parts.count - 2] == "virtual-service", parts[parts.count - 4] == "namespaces" else {
      return nil
    }
    return "\(parts[parts.count - 3])/\(parts[parts.count - 1])"
  }

  private mutating func read(match: JSONValue) {
    let path =
      match["path"]?.string ?? match["prefix"]?.string ?? match["path_separated_prefix"]?.string
      ?? match["safe_regex"]?["regex"]?.string ?? ""
    shape.path = path.hasSuffix("/") ? String(path.dropLast()) : path
    for header in match["headers"]?.array ?? [] {
      let isInverted = header["invert_match"]?.bool == true || header["present_match"]?.bool == false
      shape.conditions[(isInverted ? "!" : "") + (header["name"]?.string ?? "")] = Self.texts(header)
    }
    for parameter in match["query_parameters"]?.array ?? [] {
      shape.conditions["?" + (parameter["name"]?.string ?? "")] = Self.texts(parameter)
    }
  }

  /// Every text below a matcher but its name: versions of Istio differ in where they put it.
  private static func texts(_ matcher: JSONValue) -> Set<String> {
    var texts: Set<String> = []
    func gather(_ value: JSONValue) {
      switch value {
      case .object(let object): for (key, value) in object where key != "name" { gather(value) }
      case .array(let array): for value in array { gather(value) }
      default: if let text = value.string { texts.insert(text) }
      }
    }
    gather(matcher)
    return texts
  }

  private mutating func read(action: JSONValue) {
    var weights: [RouteShape.Target: Double] = [:]
    if let name = action["cluster"]?.string, let target = Self.target(name) { weights[target] = 1 }
    for cluster in action["weighted_clusters"]?["clusters"]?.array ?? [] {
      guard let target = cluster["name"]?.string.flatMap(Self.target) else { continue }
      weights[target, default: 0] += cluster["weight"]?.double ?? 0
    }
    let total = weights.values.reduce(0, +)
    shape.shares = total > 0 ? weights.filter { $0.value > 0 }.mapValues { $0 / total } : [:]
    shape.timeout = action["timeout"]?.string.flatMap(DurationText.seconds) ?? 0
    // Envoy's default is one retry where a policy is given.
    shape.attempts = action["retry_policy"].map { $0["num_retries"]?.int ?? 1 } ?? 0
    for policy in action["request_mirror_policies"]?.array ?? [] {
      if let target = policy["cluster"]?.string.flatMap(Self.target) { shape.mirrors.insert(target) }
    }
  }

  /// The target of `outbound|PORT|SUBSET|HOST`.
  private static func target(_ cluster: String) -> RouteShape.Target? {
    let parts = cluster.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "outbound" else { return nil }
    return RouteShape.Target(host: String(parts[3]), subset: String(parts[2]))
  }

  private mutating func read(fault: JSONValue) {
    if let delay = fault["delay"], let seconds = delay["fixed_delay"]?.string.flatMap(DurationText.seconds) {
      shape.delay = RouteShape.Delay(seconds: seconds, percent: Self.percent(delay["percentage"]))
    }
    if let abort = fault["abort"], let status = abort["http_status"]?.int ?? abort["grpc_status"]?.int {
      shape.abort = RouteShape.Abort(
        status: status, isGRPC: abort["grpc_status"] != nil, percent: Self.percent(abort["percentage"]))
    }
  }

  private static func percent(_ value: JSONValue?) -> Double {
    let numerator = value?["numerator"]?.double ?? 0
    switch value?["denominator"]?.string {
    case "MILLION": return numerator / 10_000
    case "TEN_THOUSAND": return numerator / 100
    default: return numerator
    }
  }
}
