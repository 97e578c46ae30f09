import Documents

/// A port that a gateway listens on, and for which hosts.
public struct GatewayServer: Sendable, Hashable {
  public struct TLS: Sendable, Hashable {
    /// Such as `SIMPLE`; `PASSTHROUGH` where none is written.
    public var mode: String
    public var credentialNames: [String]
    public var httpsRedirect: Bool
  }

  public var port: Int
  /// Upper case.
  public var `protocol`: String
  public var portName: String
  public var name: String?
  public var bind: String?
  /// As written: `[namespace/]dnsName`.
  public var hosts: [String]
  public var tls: TLS?

  init(_ value: JSONValue) {
    let port = value["port"]
    self.port = port?["number"]?.int ?? 0
    self.protocol = port?["protocol"]?.string?.uppercased() ?? ""
    portName = port?["name"]?.string ?? ""
    name = value["name"]?.string
    bind = value["bind"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    hosts = value["hosts"]?.strings ?? []
    if let tls = value["tls"], case .object = tls {
      let names = [tls["credentialName"]?.string].compactMap(\.self) + (tls["credentialNames"]?.strings ?? [])
      self.tls = TLS(
        mode: tls["mode"]?.string ?? "PASSTHROUGH", credentialNames: names,
        httpsRedirect: tls["httpsRedirect"]?.bool ?? false)
    }
  }

  /// Whether a VirtualService of a namespace may be served under a host here.
  ///
  /// - Parameter gatewayNamespace: what `.` stands for.
  public func admits(host: String, ofNamespace namespace: String, gatewayNamespace: String) -> Bool {
    hosts.contains { entry in
      let parts = entry.split(separator: "/", maxSplits: 1)
      let dnsName = String(parts.last ?? "")
      if parts.count == 2 {
        let scope = parts[0] == "." ? gatewayNamespace : String(parts[0])
        guard scope == "*" || scope == namespace else { return false }
      }
      return HostName.overlaps(dnsName, host)
    }
  }
}
