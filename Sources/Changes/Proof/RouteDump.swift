import Documents
import TrafficConfig

/// What a proxy says of its route configurations.
struct RouteDump: Sendable, Hashable {
  struct VirtualHost: Sendable, Hashable {
    /// Without ports.
    var domains: Set<String>
    var routes: [EnvoyRoute]
  }

  struct Configuration: Sendable, Hashable {
    /// `9080` or `HOST:9080` in a sidecar, such as `http.8080` in a gateway.
    var name: String
    var hosts: [VirtualHost]
    /// Why the proxy refused the newest update, if it says so.
    var error: String?

    var isGateway: Bool { name.hasPrefix("http.") || name.hasPrefix("https.") }
    /// The port that it is for.
    var port: Int? {
      if isGateway { return name.split(separator: ".").dropFirst().first.flatMap { Int($0) } }
      return name.split(separator: ":").last.flatMap { Int($0) }
    }
  }

  var configurations: [Configuration]

  /// Nil if the answer is no config dump.
  init?(_ bytes: [UInt8]) {
    guard let document = try? JSONValue(parsing: bytes), case .object(let object) = document,
      object.isEmpty || object["configs"] != nil
    else { return nil }
    configurations = (object["configs"]?.array ?? []).compactMap { element in
      guard let configuration = element["route_config"] else { return nil }
      return Configuration(
        name: configuration["name"]?.string ?? "",
        hosts: (configuration["virtual_hosts"]?.array ?? []).map { host in
          VirtualHost(
            domains: Set((host["domains"]?.strings ?? []).map { HostName.withoutPort($0) }),
            routes: (host["routes"]?.array ?? []).map(EnvoyRoute.init))
        },
        error: element["error_state"]?["details"]?.string)
    }
  }

  /// All routes made of an object.
  func routes(of owner: String) -> [EnvoyRoute] {
    configurations.flatMap { $0.hosts.flatMap { $0.routes.filter { $0.owner == owner } } }
  }
}
