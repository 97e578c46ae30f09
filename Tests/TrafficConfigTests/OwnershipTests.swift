import Documents
import Testing

@testable import TrafficConfig

@Suite struct OwnershipTests {
  @Test(
    arguments: [
      ("{}", nil), ("{labels: {app.kubernetes.io/managed-by: vigla}}", nil),
      ("{annotations: {argocd.argoproj.io/tracking-id: 'shop:x'}}", .argoCD),
      ("{labels: {argocd.argoproj.io/instance: shop}}", .argoCD),
      ("{labels: {kustomize.toolkit.fluxcd.io/name: apps}}", .flux),
      ("{labels: {helm.toolkit.fluxcd.io/name: apps}}", .flux),
      (
        "{labels: {kustomize.toolkit.fluxcd.io/name: apps}, annotations: {kustomize.toolkit.fluxcd.io/reconcile: disabled}}",
        nil
      ),
      ("{labels: {app.kubernetes.io/managed-by: Helm}}", .helm),
      ("{annotations: {meta.helm.sh/release-name: shop}}", .helm),
      ("{annotations: {meta.helm.sh/release-name: shop, argocd.argoproj.io/tracking-id: 'shop:x'}}", .argoCD),
      ("{ownerReferences: [{kind: Canary, name: r, apiVersion: flagger.app/v1beta1, controller: true}]}", .flagger),
      ("{ownerReferences: [{kind: Service, name: r, controller: true}]}", .controller),
      ("{ownerReferences: [{kind: Service, name: r}]}", nil),
      ("{managedFields: [{manager: rollouts-controller, fieldsV1: {f:spec: {f:http: {}}}}]}", .argoRollouts),
      ("{managedFields: [{manager: rollouts-controller, fieldsV1: {f:metadata: {}}}]}", nil),
      ("{managedFields: [{manager: kustomize-controller, fieldsV1: {f:spec: {}}}]}", .flux),
      ("{managedFields: [{manager: kubectl-edit, fieldsV1: {f:spec: {}}}]}", nil),
      ("{annotations: {argo-rollouts.argoproj.io/managed-by-rollouts: r}}", .argoRollouts),
      ("{labels: {kiali_wizard: traffic_shifting}}", .kiali),
      ("{annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}'}}", .kubectlApply),
      ("{annotations: {configmanagement.gke.io/managed: enabled}}", .configSync),
      ("{labels: {kapp.k14s.io/app: '1'}}", .kapp),
      ("{labels: {objectset.rio.cattle.io/hash: a}}", .fleet),
      ("{managedFields: [{manager: pulumi-kubernetes, fieldsV1: {f:spec: {}}}]}", .pulumi),
    ] as [(String, Ownership.Kind?)])
  func finds(metadata: String, kind: Ownership.Kind?) throws {
    let owner = Ownership.detect(["metadata": try YAMLText.parse(metadata)])
    #expect(owner?.kind == kind)
    if let owner { #expect(owner.expectation.hasSuffix(".") && !owner.name.isEmpty) }
  }
}
