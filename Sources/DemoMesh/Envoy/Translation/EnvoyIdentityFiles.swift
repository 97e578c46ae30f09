/// Where a proxy finds its certificate: paths of PEM files.
struct EnvoyIdentityFiles: Sendable, Hashable {
  /// The certificate with the pod's SPIFFE name, then those that vouch for it.
  var certificateChain: String
  var privateKey: String
  /// What the peers' certificates are checked against.
  var root: String
}
