import MeshModel

/// Whose an address is: pods by their ip, proxies by what they listen at.
struct AddressBook: Sendable {
  /// By `ip:port`.
  private var exact: [String: FlowKey.End] = [:]
  /// By ip, for whoever takes every port of it.
  private var hosts: [String: FlowKey.End] = [:]
  private var ambiguous: Set<String> = []
  private var ambiguousHosts: Set<String> = []

  /// Where Istio's sidecars take all inbound connections.
  private static let capturePort = ":15006"

  /// A pod of Kubernetes has all ports of its ip.
  mutating func add(pod ip: String, _ end: FlowKey.End) { add(host: ip, end) }

  /// A proxy of a list, with what it listens at, and the host of the address at which it is asked.
  mutating func add(proxy end: FlowKey.End, host: String, listeners: [String]) {
    for listener in listeners {
      guard let colon = listener.lastIndex(of: ":") else { continue }
      let ip = String(listener[..<colon])
      let isAny = ip == "0.0.0.0" || ip == "[::]"
      add(exact: isAny ? host + listener[colon...] : listener, end)
    }
    // Without listeners that tell, an address of its own is taken as the proxy's; what is shared by all of a machine is not.
    if listeners.contains(where: { $0.hasSuffix(Self.capturePort) }) || listeners.isEmpty && !Self.isShared(host) {
      add(host: host, end)
    }
  }

  /// Whose the address is; nil where that is not known, or not only one.
  func owner(of address: String) -> FlowKey.End? {
    if ambiguous.contains(address) { return nil }
    if let end = exact[address] { return end }
    guard let colon = address.lastIndex(of: ":") else { return nil }
    let ip = String(address[..<colon])
    return ambiguousHosts.contains(ip) ? nil : hosts[ip]
  }

  private mutating func add(exact address: String, _ end: FlowKey.End) {
    if let known = exact[address], known != end { ambiguous.insert(address) }
    exact[address] = end
  }

  private mutating func add(host: String, _ end: FlowKey.End) {
    guard !host.isEmpty else { return }
    if let known = hosts[host], known != end { ambiguousHosts.insert(host) }
    hosts[host] = end
  }

  private static func isShared(_ host: String) -> Bool {
    host == "localhost" || host == "127.0.0.1" || host == "[::1]"
  }
}
