import MeshModel

extension ProxyStatus {
  var isFailing: Bool { failure != nil }

  /// Why it could not be read at the last poll; nil if it could, or was not asked yet.
  var failure: String? { if case .failing(let reason) = state { reason } else { nil } }
}
