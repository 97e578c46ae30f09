/// The protocol of an edge, from the `request_protocol` label.
public enum TrafficProtocol: String, Sendable, CaseIterable, Codable {
  case http, grpc, tcp
}
