import Texts

/// What the user chooses from a list of names.
public enum ChoiceSubject: Hashable, Sendable {
  case contexts
  case namespaces

  var title: String {
    switch self {
    case .contexts: tr("Contexts of the kubeconfig")
    case .namespaces: tr("Namespaces to look at")
    }
  }
}
