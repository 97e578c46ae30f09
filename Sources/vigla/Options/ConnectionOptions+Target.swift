import App
import Foundation
import Kubernetes
import MeshModel

extension ConnectionOptions {
  /// The service that `NAME` or `NAME.NAMESPACE` means; a bare name is in the one namespace of `-n`, else in the context's.
  func target(_ text: String) throws -> ServiceID {
    if let dot = text.firstIndex(of: ".") {
      let rest = text[text.index(after: dot)...].prefix { $0 != "." }
      return ServiceID(namespace: String(rest), name: String(text[..<dot]))
    }
    if namespace.count > 1 || allNamespaces {
      throw Failure("Which namespace is \(text) in? Say \(text).NAMESPACE or one -n.", code: Exits.usage)
    }
    return ServiceID(namespace: try homeNamespace(), name: text)
  }

  /// The first namespace of `-n`, else the context's.
  func homeNamespace() throws -> String {
    if let namespace = namespace.first { return namespace }
    let kubeconfig = try Kubeconfig.load(path: kubeconfig, environment: ProcessInfo.processInfo.environment)
    return try kubeconfig.connection(context: context).namespace
  }
}
