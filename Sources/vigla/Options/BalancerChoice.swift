import ArgumentParser
import TrafficConfig

/// The value of `--lb`.
struct BalancerChoice: ExpressibleByArgument, Hashable, Sendable {
  var balancer: PolicyRequest.Balancer

  init?(argument: String) {
    switch argument {
    case "default": balancer = .meshDefault
    case "least-request", "round-robin", "random", "passthrough":
      balancer = .simple(argument.uppercased().replacing("-", with: "_"))
    case "hash:source-ip": balancer = .hash(.sourceIP)
    default:
      guard let key = Self.hashKey(argument) else { return nil }
      balancer = .hash(key)
    }
  }

  private static func hashKey(_ text: String) -> LoadBalancerPolicy.HashKey? {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "hash:header": return .header(parts[1])
    case "hash:query": return .queryParameter(parts[1])
    case "hash:cookie":
      let cookie = parts[1].split(separator: ",", maxSplits: 1).map(String.init)
      if cookie.count == 1 { return .cookie(name: cookie[0], path: "", ttl: nil) }
      guard let ttl = Seconds(argument: cookie[1]) else { return nil }
      return .cookie(name: cookie[0], path: "", ttl: ttl.value)
    default: return nil
    }
  }
}
