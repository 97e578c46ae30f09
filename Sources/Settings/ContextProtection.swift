/// How a context of the kubeconfig is kept from careless writes.
public enum ContextProtection: String, Hashable, Sendable {
  /// Each write wants the name of the context typed.
  case confirm
  /// Nothing may be written.
  case readOnly = "read-only"
}
