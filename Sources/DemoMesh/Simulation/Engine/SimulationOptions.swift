/// How a mesh is simulated.
public struct SimulationOptions: Hashable, Sendable {
  /// One seed gives one run, request for request.
  public var seed: UInt64
  /// Requests per second that enter at the gateway, on average; arrivals are random and wait for nobody.
  public var rate: Double
  /// Seconds that the control plane takes to bring a change to a proxy; each proxy draws its own. In this time a
  /// proxy goes by what it had, and may call pods that are gone.
  public var propagation: ClosedRange<Double>
  /// Seconds one way between two pods, at the median.
  public var networkDelay: Double
  /// Seconds that a proxy adds to a request, at the median.
  public var proxyDelay: Double
  /// Seconds to open a connection between two proxies, at the median.
  public var connectTime: Double
  /// The chance that a request that a pod is working on when it is stopped breaks off instead of being drained.
  public var abruptness: Double
  /// The clock's start, in seconds since 1970.
  public var epoch: Double
  /// The version of Istio that the proxies claim.
  public var istioVersion: String

  public init(
    seed: UInt64 = 1, rate: Double = 10, propagation: ClosedRange<Double> = 0.02...0.15,
    networkDelay: Double = 0.000_2, proxyDelay: Double = 0.000_3, connectTime: Double = 0.001,
    abruptness: Double = 0.5, epoch: Double = 1_780_000_000, istioVersion: String = "1.31.0"
  ) {
    self.seed = seed
    self.rate = rate
    self.propagation = propagation
    self.networkDelay = networkDelay
    self.proxyDelay = proxyDelay
    self.connectTime = connectTime
    self.abruptness = abruptness
    self.epoch = epoch
    self.istioVersion = istioVersion
  }
}
