import ArgumentParser
import TrafficConfig

/// The value of `--tunnel`, such as `proxy.example:3128` or `POST:proxy.example:3128`.
struct TunnelChoice: ExpressibleByArgument, Hashable, Sendable {
  var tunnel: PolicyRequest.Tunnel

  init?(argument: String) {
    var rest = Substring(argument)
    var method = "CONNECT"
    for known in ["CONNECT", "POST"] where rest.hasPrefix("\(known):") {
      method = known
      rest = rest.dropFirst(known.count + 1)
    }
    guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]) else { return nil }
    tunnel = PolicyRequest.Tunnel(method: method, host: String(rest[..<colon]), port: port)
  }
}
