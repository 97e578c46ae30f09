import Documents

/// When a client's proxy takes an endpoint out of its pool.
public struct OutlierDetectionPolicy: Sendable, Hashable {
  /// 5xx answers in a row; 0 switches this rule off.
  public var consecutive5xxErrors: Int
  /// 502, 503 or 504 in a row; nil or 0 is off.
  public var consecutiveGatewayErrors: Int?
  public var splitExternalLocalOriginErrors: Bool
  public var consecutiveLocalOriginFailures: Int
  /// Seconds between sweeps.
  public var interval: Double
  /// Seconds; multiplied by how often the endpoint was ejected.
  public var baseEjectionTime: Double
  /// 0...100; one endpoint may go in any case.
  public var maxEjectionPercent: Int
  /// 0...100; below this share of healthy endpoints the detection is off.
  public var minHealthPercent: Int

  public init(
    consecutive5xxErrors: Int = 5, consecutiveGatewayErrors: Int? = nil,
    splitExternalLocalOriginErrors: Bool = false, consecutiveLocalOriginFailures: Int = 5, interval: Double = 10,
    baseEjectionTime: Double = 30, maxEjectionPercent: Int = 10, minHealthPercent: Int = 0
  ) {
    self.consecutive5xxErrors = consecutive5xxErrors
    self.consecutiveGatewayErrors = consecutiveGatewayErrors
    self.splitExternalLocalOriginErrors = splitExternalLocalOriginErrors
    self.consecutiveLocalOriginFailures = consecutiveLocalOriginFailures
    self.interval = interval
    self.baseEjectionTime = baseEjectionTime
    self.maxEjectionPercent = maxEjectionPercent
    self.minHealthPercent = minHealthPercent
  }

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    let maxEjection = value["maxEjectionPercent"]?.int ?? 0
    self.init(
      consecutive5xxErrors: value["consecutive5xxErrors"]?.int ?? 5,
      consecutiveGatewayErrors: value["consecutiveGatewayErrors"]?.int,
      splitExternalLocalOriginErrors: value["splitExternalLocalOriginErrors"]?.bool ?? false,
      consecutiveLocalOriginFailures: value["consecutiveLocalOriginFailures"]?.int ?? 5,
      interval: value["interval"]?.string.flatMap(DurationText.seconds) ?? 10,
      baseEjectionTime: value["baseEjectionTime"]?.string.flatMap(DurationText.seconds) ?? 30,
      maxEjectionPercent: maxEjection > 0 ? maxEjection : 10, minHealthPercent: value["minHealthPercent"]?.int ?? 0)
  }
}
