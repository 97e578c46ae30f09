import Documents
import Texts

extension PolicyValues {
  mutating func locality() throws(ChangeRefusal) {
    guard let locality = request.locality else { return }
    let path: JSONPath = ["loadBalancer", "localityLbSetting"]
    switch locality {
    case .meshDefault:
      set(path, .none)
      say(tr("places count as the mesh has it"))
    case .off:
      set(path.appending("enabled"), false)
      say(tr("places do not count"))
    case .distribute(let shares):
      try Self.check(shares)
      let entries = shares.sorted { $0.key < $1.key }.map { from, targets -> JSONValue in
        let sorted = targets.sorted { $0.key < $1.key }
        let to = JSONObject(sorted.map { ($0.key, JSONValue($0.value)) })
        say(tr("from \(from) \(sorted.map { tr("\($0.value) % to \($0.key)") }.joined(separator: ", "))"))
        return ["from": .string(from), "to": .object(to)]
      }
      set(path.appending("enabled"), true)
      set(path.appending("distribute"), .array(entries))
      for key in ["failover", "failoverPriority"] { set(path.appending(key), .none) }
    case .failover(let regions):
      guard !regions.isEmpty else { throw ChangeRefusal(.badValue, tr("A failover needs a region and another one.")) }
      for (from, to) in regions {
        guard from != to, ![from, to].contains(where: { $0.isEmpty || $0.contains("/") || $0.contains("*") }) else {
          throw ChangeRefusal(.badValue, tr("\(from)=\(to): a failover is from one region to another one."))
        }
      }
      let entries = regions.sorted { $0.key < $1.key }.map { from, to -> JSONValue in
        say(tr("\(to) takes over for \(from)"))
        return ["from": .string(from), "to": .string(to)]
      }
      set(path.appending("enabled"), true)
      set(path.appending("failover"), .array(entries))
      set(path.appending("distribute"), .none)
    case .priority(let labels):
      guard !labels.isEmpty, Set(labels).count == labels.count, !labels.contains("") else {
        throw ChangeRefusal(.badValue, tr("The priority of places is a list of labels, each once."))
      }
      set(path.appending("enabled"), true)
      set(path.appending("failoverPriority"), .array(labels.map(JSONValue.string)))
      set(path.appending("distribute"), .none)
      say(tr("pods with the client's \(labels.joined(separator: ", ")) come first"))
    }
  }

  private static func check(_ shares: [String: [String: Int]]) throws(ChangeRefusal) {
    guard !shares.isEmpty else { throw ChangeRefusal(.badValue, tr("A distribution needs a place and its shares.")) }
    for (from, targets) in shares {
      for place in [from] + targets.keys {
        let parts = place.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 3, !parts.contains(""), !parts.dropLast().contains(where: { $0.contains("*") }) else {
          throw ChangeRefusal(.badValue, tr("\(place) is no place: region/zone/subzone, with * only at the end."))
        }
      }
      let sum = targets.values.reduce(0) { $0 &+ $1 }
      guard sum == 100, targets.values.allSatisfy({ (1...100).contains($0) }) else {
        throw ChangeRefusal(.badValue, tr("The shares from \(from) must be 1 to 100 and sum to 100, not \(sum)."))
      }
    }
  }

  mutating func tunnel() throws(ChangeRefusal) {
    if request.removesTunnel {
      guard request.tunnel == nil else {
        throw ChangeRefusal(.badValue, tr("A tunnel cannot be set and removed at once."))
      }
      set(["tunnel"], .none)
      say(tr("no tunnel"))
    }
    guard let tunnel = request.tunnel else { return }
    guard request.port == nil else { throw ChangeRefusal(.badValue, tr("Istio takes no tunnel for one port only.")) }
    guard ["CONNECT", "POST"].contains(tunnel.method) else {
      throw ChangeRefusal(.badValue, tr("A tunnel is opened by CONNECT or POST, not \(tunnel.method)."))
    }
    guard NameRules.isIP(tunnel.host) || NameRules.fqdn(tunnel.host) == nil else {
      throw ChangeRefusal(.badValue, tr("\(tunnel.host) is no full host name and no address."))
    }
    if let problem = NameRules.port(tunnel.port) { throw ChangeRefusal(.badValue, problem) }
    set(
      ["tunnel"],
      [
        "protocol": .string(tunnel.method), "targetHost": .string(tunnel.host), "targetPort": JSONValue(tunnel.port),
      ])
    say(tr("a tunnel to \(tunnel.host):\(tunnel.port) by \(tunnel.method)"))
  }
}
