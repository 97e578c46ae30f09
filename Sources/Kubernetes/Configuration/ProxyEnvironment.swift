/// The proxy settings of the environment, by the rules that kubectl follows.
enum ProxyEnvironment {
  /// The proxy for a server; nil for a direct connection, which loopback always has.
  ///
  /// `HTTPS_PROXY` or `HTTP_PROXY` by the server's scheme, in capitals or not; `NO_PROXY` lists exceptions.
  ///
  /// - Throws: `unsupported` for a proxy that cannot be spoken to: going around it may be against the rules.
  static func proxy(for server: ServerURL, environment: [String: String]) throws(KubeconfigError) -> ProxyServer? {
    let name = server.isTLS ? "HTTPS_PROXY" : "HTTP_PROXY"
    guard let text = value(name, environment), !isExcepted(server, value("NO_PROXY", environment) ?? "") else {
      return nil
    }
    do throws(ProxyServer.Refusal) {
      return try ProxyServer(text)
    } catch {
      throw KubeconfigError(
        .unsupported,
        "The proxy that \(name) names \(error.text). Change it, or add \(server.bareHost) to NO_PROXY.")
    }
  }

  private static func value(_ name: String, _ environment: [String: String]) -> String? {
    let value = environment[name] ?? environment[name.lowercased()]
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func isExcepted(_ server: ServerURL, _ list: String) -> Bool {
    let host = server.bareHost.lowercased()
    if host == "localhost" || host == "::1" || host.hasPrefix("127.") { return true }
    return list.split(separator: ",").contains { entry in
      var rule = entry.trimmingSpaces().lowercased()
      if rule == "*" { return true }
      if rule.contains("/") { return IPv4Block(rule).map { $0.contains(host) } ?? false }
      if let colon = rule.lastIndex(of: ":"), rule.firstIndex(of: ":") == colon {
        guard rule[rule.index(after: colon)...] == String(server.port) else { return false }
        rule = String(rule[..<colon])
      }
      if rule.hasPrefix("*.") { rule = String(rule.dropFirst()) }
      return rule.hasPrefix(".") ? host.hasSuffix(rule) : host == rule || host.hasSuffix("." + rule)
    }
  }

  /// A block of IPv4 addresses such as `10.0.0.0/8`.
  private struct IPv4Block {
    let address: UInt32
    let mask: UInt32

    init?(_ text: String) {
      let parts = text.split(separator: "/")
      guard parts.count == 2, let address = IPv4Block.number(parts[0]), let length = Int(parts[1]),
        (0...32).contains(length)
      else { return nil }
      self.address = address
      mask = length == 0 ? 0 : UInt32.max << UInt32(32 - length)
    }

    func contains(_ host: String) -> Bool {
      IPv4Block.number(host[...]).map { $0 & mask == address & mask } ?? false
    }

    private static func number(_ text: Substring) -> UInt32? {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 4 else { return nil }
      var number: UInt32 = 0
      for part in parts {
        guard let byte = UInt8(part) else { return nil }
        number = number << 8 | UInt32(byte)
      }
      return number
    }
  }
}
