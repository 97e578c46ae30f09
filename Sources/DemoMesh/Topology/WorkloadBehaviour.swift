/// What the application in a workload's pods does with a request.
public struct WorkloadBehaviour: Hashable, Sendable {
  /// The application's own work, without the calls it waits for.
  public var serviceTime: ServiceTime
  /// The calls it makes, stage after stage; those of one stage run at the same time.
  public var stages: [CallStage]
  /// The chance that it answers `errorStatus` without doing anything else, 0...1.
  public var errorRate: Double
  public var errorStatus: Int
  /// Requests that a pod handles at once without slowing down; beyond it, service times grow in proportion.
  public var capacity: Int
  /// The median size of its responses in bytes, headers included.
  public var responseBytes: Int

  public init(
    serviceTime: ServiceTime = .milliseconds(5), stages: [CallStage] = [], errorRate: Double = 0,
    errorStatus: Int = 500, capacity: Int = 16, responseBytes: Int = 800
  ) {
    self.serviceTime = serviceTime
    self.stages = stages
    self.errorRate = errorRate
    self.errorStatus = errorStatus
    self.capacity = capacity
    self.responseBytes = responseBytes
  }

  /// How much slower a pod works that handles `active` requests at once, at least 1.
  func slowdown(active: Int) -> Double {
    let load = Double(active) / Double(max(1, capacity))
    return load <= 1 ? 1 + 0.25 * load * load : 1.25 * load
  }
}
