import Settings
import Texts

/// The main screens that are lists; the graph is the one that is not.
enum TableKind: String, Hashable, Sendable, CaseIterable {
  case overview, services, workloads, config, proxies, history, messages

  /// The key table's action that goes there.
  var action: Action {
    switch self {
    case .overview: .overview
    case .services: .services
    case .workloads: .workloads
    case .config: .config
    case .proxies: .proxies
    case .history: .history
    case .messages: .messages
    }
  }

  init?(_ action: Action) {
    guard let kind = Self.allCases.first(where: { $0.action == action }) else { return nil }
    self = kind
  }

  var title: String {
    switch self {
    case .overview: tr("Overview")
    case .services: tr("Services")
    case .workloads: tr("Workloads")
    case .config: tr("Configuration")
    case .proxies: tr("Proxies")
    case .history: tr("Changes so far")
    case .messages: tr("Messages")
    }
  }

  /// What Enter does with a row; nil where it does nothing.
  var openLabel: String? {
    switch self {
    case .overview: tr("services")
    case .services, .workloads: tr("details")
    case .config: tr("YAML")
    case .proxies: tr("clusters")
    case .history: tr("diff")
    case .messages: nil
    }
  }

  /// Lines below the list about the row under the cursor, even on low screens.
  var noteLines: Int { self == .messages ? 3 : 0 }

  /// Shows the mesh, not what the dashboard itself keeps.
  var showsMesh: Bool { self != .history && self != .messages }
}
