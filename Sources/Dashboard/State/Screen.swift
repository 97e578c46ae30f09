import Settings

/// A screen that lies over the graph; going back takes away the uppermost one.
enum Screen: Sendable {
  case help(scroll: Int)
  case table(TableKind)
  case columns(ColumnsScreen)
  case closer(CloserScreen)
  case weights(WeightsScreen)
  case actions(ActionsScreen)
  case wizard(WizardScreen)
  case rules(RulesScreen)
  case preview(PreviewScreen)
  case afterwards
  case change(ChangeScreen)
  case canary(CanaryScreen)
  case document(DocumentScreen)
  case proxy(ProxyScreen)
  case choice(ChoiceScreen)
  case themes(ThemesScreen)

  /// The table of the keys that work there.
  var keyContext: KeyContext {
    switch self {
    case .help, .choice: .list
    case .table: .table
    case .columns: .columns
    case .closer: .detail
    case .weights: .weights
    case .actions: .actions
    case .wizard: .form
    case .rules: .rules
    case .preview: .preview
    case .afterwards: .afterwards
    case .change: .history
    case .canary: .canary
    case .document: .document
    case .proxy: .proxies
    case .themes: .themes
    }
  }

  /// What tells it from other screens, for going back and forward; what it looks like there does not count.
  var placeName: String {
    switch self {
    case .help: "help"
    case .choice: "choice"
    case .themes: "themes"
    case .table(let kind): "table \(kind)"
    case .columns(let screen): "columns \(screen.kind)"
    case .closer(let screen): "closer \(screen.subject)"
    case .change(let screen): "change \(screen.id)"
    case .document(let screen): "document \(screen.service.description) \(screen.alone?.description ?? "")"
    case .proxy(let screen): "proxy \(screen.id)"
    case .weights(let screen): "weights \(screen.service)"
    case .actions(let screen): "actions \(screen.service)"
    case .wizard(let screen): "wizard \(screen.kind) \(screen.service)"
    case .rules(let screen): "rules \(screen.service)"
    case .preview(let screen): "preview \(screen.plan.id)"
    case .afterwards: "afterwards"
    case .canary: "canary"
    }
  }
}
