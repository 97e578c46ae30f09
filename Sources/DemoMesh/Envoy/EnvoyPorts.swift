/// The ports of a pod whose proxy is a real Envoy, on the pod's own loopback address. They are Istio's, but for the
/// application's: without iptables the proxy has to listen where the service's target port is.
enum EnvoyPorts {
  /// Envoy's admin interface.
  static let admin = 15000
  /// Where the pod's application sends what it calls, with the service's name in the Host header.
  static let outbound = 15001
  /// The metrics of the pod, as pilot-agent serves them.
  static let agent = 15020
  /// Whether the pod is ready, as pilot-agent answers it.
  static let health = 15021
  /// The proxy's own metrics.
  static let stats = 15090

  /// Where the application behind a proxy listens.
  ///
  /// - Parameter port: the pod's target port, on which the proxy takes requests in.
  static func application(_ port: Int) -> Int { port < 55_000 ? port + 10_000 : port - 10_000 }
}
