/// A mark on a node: what configuration or position it has.
public enum Badge: String, Sendable, CaseIterable, Codable {
  case virtualService, trafficShifting, requestRouting, faultInjection, requestTimeout, mirroring
  case circuitBreaker, gateway, outOfMesh, egress
}
