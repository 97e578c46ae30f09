/// Replica counts of a workload as its controller reports them.
public struct Replicas: Hashable, Sendable, Codable {
  public var desired: Int
  public var current: Int
  public var available: Int

  public init(desired: Int, current: Int, available: Int) {
    self.desired = desired
    self.current = current
    self.available = available
  }
}
