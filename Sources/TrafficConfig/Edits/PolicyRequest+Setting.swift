import Documents
import Texts

extension PolicyRequest.Setting {
  /// From the policy down.
  var path: JSONPath {
    switch self {
    case .warmup: ["loadBalancer", "warmup"]
    case .maxConnections: ["connectionPool", "tcp", "maxConnections"]
    case .connectTimeout: ["connectionPool", "tcp", "connectTimeout"]
    case .maxPendingRequests: ["connectionPool", "http", "http1MaxPendingRequests"]
    case .maxRequests: ["connectionPool", "http", "http2MaxRequests"]
    case .maxRequestsPerConnection: ["connectionPool", "http", "maxRequestsPerConnection"]
    case .maxRetries: ["connectionPool", "http", "maxRetries"]
    case .idleTimeout: ["connectionPool", "http", "idleTimeout"]
    case .consecutive5xx: ["outlierDetection", "consecutive5xxErrors"]
    case .consecutiveGateway: ["outlierDetection", "consecutiveGatewayErrors"]
    case .interval: ["outlierDetection", "interval"]
    case .baseEjection: ["outlierDetection", "baseEjectionTime"]
    case .maxEjectionPercent: ["outlierDetection", "maxEjectionPercent"]
    case .minHealthPercent: ["outlierDetection", "minHealthPercent"]
    case .sni, .clientCertificate, .privateKey, .caCertificates, .credentialName, .subjectAltNames:
      ["tls", .key(rawValue)]
    }
  }

  var words: String {
    switch self {
    case .warmup: "warm-up"
    case .maxConnections: tr("connections")
    case .connectTimeout: tr("connection timeout")
    case .maxPendingRequests: tr("waiting requests")
    case .maxRequests: tr("requests at once")
    case .maxRequestsPerConnection: tr("requests a connection")
    case .maxRetries: tr("retries at once")
    case .idleTimeout: tr("idle timeout")
    case .consecutive5xx: tr("5xx in a row")
    case .consecutiveGateway: tr("gateway errors in a row")
    case .interval: tr("sweep interval")
    case .baseEjection: tr("ejection time")
    case .maxEjectionPercent: tr("share out at once")
    case .minHealthPercent: tr("share that must be healthy")
    case .sni: tr("SNI")
    case .clientCertificate: tr("client certificate")
    case .privateKey: tr("private key")
    case .caCertificates: tr("CA certificates")
    case .credentialName: tr("credential")
    case .subjectAltNames: tr("names of the server")
    }
  }
}
