import Documents

/// Who else manages an object, and what becomes of an edit.
public struct Ownership: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case controller, argoRollouts, flagger, argoCD, flux, helm, configSync, fleet, kapp, terraform, pulumi, kiali
    case kubectlApply
  }

  public var kind: Kind
  /// Who, such as `Argo CD (application bookinfo)`.
  public var name: String
  /// What becomes of an edit, as a sentence.
  public var expectation: String
  /// How to make the owner hold still, if there is a common way.
  public var pause: String?

  /// An edit will be undone without anybody acting.
  public var reverts: Bool {
    switch kind {
    case .controller, .argoRollouts, .flagger, .argoCD, .flux, .configSync, .fleet: true
    case .helm, .kapp, .terraform, .pulumi, .kiali, .kubectlApply: false
    }
  }
}
