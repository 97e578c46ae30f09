import Documents
import Texts

extension Ownership {
  /// The strongest claim on an object: a controlling owner, then a controller that owns the fields, then tracking marks,
  /// then Helm, then weaker ones. Nil if nobody claims it, or Vigla itself does.
  public static func detect(_ document: JSONValue) -> Ownership? {
    let metadata = document["metadata"] ?? .null
    let labels = metadata["labels"]?.stringMap ?? [:]
    let annotations = metadata["annotations"]?.stringMap ?? [:]
    return controller(metadata) ?? fieldManager(metadata) ?? tracking(labels, annotations)
      ?? helm(labels, annotations) ?? weak(metadata, labels, annotations)
  }

  private static func controller(_ metadata: JSONValue) -> Ownership? {
    let owner = metadata["ownerReferences"]?.array?.first { $0["controller"]?.bool == true }
    guard let owner, let kind = owner["kind"]?.string else { return nil }
    let name = "\(kind) \(owner["name"]?.string ?? "")"
    if kind == "Canary", owner["apiVersion"]?.string?.hasPrefix("flagger.app/") == true {
      return Ownership(
        kind: .flagger, name: "Flagger (\(name))", expectation: tr("it overwrites the whole object within seconds."))
    }
    return Ownership(
      kind: .controller, name: name, expectation: tr("its controller overwrites the object, usually within seconds."))
  }

  /// Managers that put back what they own, if they own a part of the spec.
  private static func fieldManager(_ metadata: JSONValue) -> Ownership? {
    for entry in metadata["managedFields"]?.array ?? [] {
      guard let manager = entry["manager"]?.string, entry["fieldsV1"]?["f:spec"] != nil else { continue }
      switch manager {
      case "rollouts-controller": return rollouts
      case "argocd-controller", "argocd-application-controller": return argoCD(nil)
      case "kustomize-controller", "helm-controller": return flux(nil, by: manager)
      case "Terraform":
        return Ownership(kind: .terraform, name: "Terraform", expectation: tr("the next terraform apply puts it back."))
      case _ where manager.hasPrefix("pulumi"):
        return Ownership(kind: .pulumi, name: "Pulumi", expectation: tr("the next pulumi up puts it back."))
      default: continue
      }
    }
    return nil
  }

  private static var rollouts: Ownership {
    Ownership(
      kind: .argoRollouts, name: "Argo Rollouts", expectation: tr("it puts its weights back at once."),
      pause: "kubectl argo rollouts pause ROLLOUT")
  }

  private static func argoCD(_ application: String?) -> Ownership {
    Ownership(
      kind: .argoCD, name: application.map { tr("Argo CD (application \($0))") } ?? "Argo CD",
      expectation: tr("with self-heal the edit is reverted within seconds, without it at the next sync."),
      pause: "argocd app set \(application ?? "APPLICATION") --sync-policy none")
  }

  private static func flux(_ name: String?, by controller: String) -> Ownership {
    let isHelm = controller == "helm-controller"
    let resource = isHelm ? "helmrelease" : "kustomization"
    return Ownership(
      kind: .flux, name: name.map { "Flux (\(resource) \($0))" } ?? "Flux",
      expectation: isHelm
        ? tr("the next upgrade, or drift detection if it is on, reverts the edit.")
        : tr("the edit is reverted at the next reconciliation, within minutes."),
      pause: "flux suspend \(resource) \(name ?? "NAME")")
  }

  private static func tracking(_ labels: [String: String], _ annotations: [String: String]) -> Ownership? {
    if annotations["argo-rollouts.argoproj.io/managed-by-rollouts"] != nil { return rollouts }
    if let id = annotations["argocd.argoproj.io/tracking-id"] {
      return argoCD(id.split(separator: ":").first.map(String.init))
    }
    if let name = labels["argocd.argoproj.io/instance"] { return argoCD(name) }
    if let name = labels["kustomize.toolkit.fluxcd.io/name"] {
      if annotations["kustomize.toolkit.fluxcd.io/reconcile"] == "disabled" { return nil }
      return flux(name, by: "kustomize-controller")
    }
    if let name = labels["helm.toolkit.fluxcd.io/name"] { return flux(name, by: "helm-controller") }
    let keys = Array(labels.keys) + Array(annotations.keys)
    if keys.contains(where: { $0.hasPrefix("configmanagement.gke.io/") }) {
      return Ownership(
        kind: .configSync, name: "Config Sync", expectation: tr("the edit is reverted within seconds to minutes."))
    }
    if keys.contains(where: { $0.hasPrefix("objectset.rio.cattle.io/") }) {
      return Ownership(
        kind: .fleet, name: "Fleet",
        expectation: tr("the edit is reverted if drift correction is on, else at the next change.")
      )
    }
    if keys.contains(where: { $0.hasPrefix("kapp.k14s.io/") }) {
      return Ownership(kind: .kapp, name: "kapp", expectation: tr("the next kapp deploy puts it back."))
    }
    return nil
  }

  private static func helm(_ labels: [String: String], _ annotations: [String: String]) -> Ownership? {
    let release = annotations["meta.helm.sh/release-name"]
    guard release != nil || labels["app.kubernetes.io/managed-by"] == "Helm" else { return nil }
    return Ownership(
      kind: .helm, name: release.map { "Helm (release \($0))" } ?? "Helm",
      expectation: tr("the edit holds until the next upgrade, which may or may not keep it."))
  }

  private static func weak(
    _ metadata: JSONValue, _ labels: [String: String], _ annotations: [String: String]
  ) -> Ownership? {
    if labels["kiali_wizard"] != nil {
      return Ownership(kind: .kiali, name: "Kiali", expectation: tr("its wizard may rebuild the object from its form."))
    }
    if annotations["kubectl.kubernetes.io/last-applied-configuration"] != nil {
      return Ownership(
        kind: .kubectlApply, name: "kubectl apply", expectation: tr("the next apply of the file puts it back."))
    }
    return nil
  }
}
