import Settings

/// A screen that lies over the graph; going back takes away the uppermost one.
enum Screen: Sendable {
  case help(scroll: Int)
  case messages(scroll: Int)
  case weights(WeightsScreen)
  case actions(ActionsScreen)
  case wizard(WizardScreen)
  case rules(RulesScreen)
  case preview(PreviewScreen)
  case afterwards
  case canary(CanaryScreen)
  case history(HistoryScreen)
  case document(DocumentScreen)
  case proxies(ProxiesScreen)

  /// The table of the keys that work there.
  var keyContext: KeyContext {
    switch self {
    case .help, .messages: .list
    case .weights: .weights
    case .actions: .actions
    case .wizard: .form
    case .rules: .rules
    case .preview: .preview
    case .afterwards: .afterwards
    case .canary: .canary
    case .history: .history
    case .document: .document
    case .proxies: .proxies
    }
  }
}
