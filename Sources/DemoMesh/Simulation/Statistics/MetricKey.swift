import MeshModel

/// What tells one series of a proxy from its others; with the proxy's own identity it gives all 25 labels.
struct MetricKey: Hashable, Sendable {
  /// Which end of the request this proxy was.
  enum Reporter: UInt8, Sendable { case source, destination }
  /// The `connection_security_policy` label; a source never knows.
  enum Security: UInt8, Sendable { case unknown, none, mutualTLS }

  /// No peer: no host was chosen, or the client has no proxy.
  static let noPeer: Int32 = -1
  /// No gRPC status: not a gRPC request.
  static let noStatus: Int8 = -1

  var reporter: Reporter
  /// The other end's number in the `LabelRegistry`.
  var peer = MetricKey.noPeer
  /// The peer's proxy told about itself. Without an answer from it a source knows only what the endpoint's metadata
  /// has, which lacks app and version.
  var peerAnswered = false
  /// The connection showed both certificates.
  var hasPrincipals = false
  /// The service's number in the `LabelRegistry`.
  var service: Int32
  var `protocol` = TrafficProtocol.http
  /// 0 where there was no response.
  var code: UInt16 = 0
  var grpcStatus = MetricKey.noStatus
  var flags = ResponseFlags()
  var security = Security.unknown
}
