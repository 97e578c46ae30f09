/// A TCP connection between two applications, and where it is counted.
struct TCPConnection {
  let server: SimulatedPod
  let clientStore: MetricStore
  let clientKey: MetricKey
  /// Nil for a server without a proxy.
  let serverStore: MetricStore?
  let serverKey: MetricKey
}
