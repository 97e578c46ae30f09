import Documents

/// What the proxies of a mesh are started with: certificates, keys and bootstrap files, in a directory of mode 0700.
struct ProxyFolder: Sendable {
  let path: String
  private let authority: MeshAuthority

  /// - Parameter now: seconds since 1970.
  init(now: Double) throws {
    authority = try MeshAuthority(now: now)
    path = try PrivateFiles.temporaryDirectory("vigla-envoy")
    try PrivateFiles.write(authority.root, to: "\(path)/root.pem")
  }

  /// Writes the files of one proxy.
  ///
  /// - Returns: the path of the bootstrap file.
  func prepare(_ node: EnvoyNode, xdsPort: Int) throws -> String {
    let base = "\(path)/\(node.namespace)_\(node.pod.name)"
    let identity = try authority.issue(node.principal)
    let files = EnvoyIdentityFiles(
      certificateChain: "\(base).crt", privateKey: "\(base).key", root: "\(path)/root.pem")
    try PrivateFiles.write(identity.certificateChain, to: files.certificateChain)
    try PrivateFiles.write(identity.privateKey, to: files.privateKey)
    let bootstrap = "\(base).json"
    try PrivateFiles.write(
      EnvoyBootstrap.document(for: node, xdsPort: xdsPort, identity: files).serialized(), to: bootstrap)
    return bootstrap
  }

  func remove() { PrivateFiles.removeDirectory(path) }
}
