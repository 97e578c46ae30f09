import Foundation
import Testing

@testable import DemoMesh

/// Runs the real kubectl against the demo. Without one on the PATH the tests are skipped; in continuous integration
/// (`CI=true`) that is a failure.
@Suite("kubectl", .enabled(if: Kubectl.isUsable, "kubectl is not on the PATH"))
struct KubectlTests {
  private static let virtualService = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: reviews
    spec:
      hosts: [reviews]
      http:
      - route:
        - destination: {host: reviews, subset: v1}
          weight: 80
        - destination: {host: reviews, subset: v2}
          weight: 20
    """
  private static let changed = virtualService.replacing("weight: 80", "weight: 50").replacing(
    "weight: 20", "weight: 50")

  @Test("get, describe and the columns of tables")
  func reading() async throws {
    try await Kubectl.run { kubectl async throws in
      let pods = try await kubectl("get", "pods", "-A", "-o", "wide")
      #expect(pods.status == 0)
      #expect(pods.output.contains("READY") && pods.output.contains("NODE"))
      #expect(pods.output.components(separatedBy: "Running").count == 9)
      #expect(try await kubectl("get", "deploy,svc,ep,endpointslices,rs,sa,cm,ns,crd,nodes").status == 0)
      #expect(try await kubectl("get", "pods", "-o", "name", "-l", "app=reviews").lines.count == 3)
      #expect(try await kubectl("get", "pods", "--chunk-size=2", "-o", "name").lines.count == 6)
      let described = try await kubectl("describe", "pod", "-l", "app=details")
      #expect(described.output.contains("istio-proxy") && described.output.contains("Successfully assigned"))
      #expect(try await kubectl("describe", "svc", "reviews").output.contains("Endpoints:"))
      #expect(try await kubectl("describe", "deploy", "reviews-v1").output.contains("NewReplicaSet:"))
      #expect(try await kubectl("api-resources").output.contains("virtualservices"))
      #expect(try await kubectl("version").output.contains("+vigla"))
      let missing = try await kubectl("get", "vs", "nope")
      #expect(missing.errors.contains(#"(NotFound): virtualservices.networking.istio.io "nope" not found"#))
    }
  }

  @Test("apply, diff, patch, label, replace and delete of a VirtualService")
  func writing() async throws {
    try await Kubectl.run { kubectl async throws in
      let dry = try await kubectl("apply", "--dry-run=server", "-f", "-", input: Self.virtualService)
      #expect(dry.output == "virtualservice.networking.istio.io/reviews created (server dry run)\n")
      #expect(try await kubectl("apply", "-f", "-", input: Self.virtualService).output.hasSuffix("created\n"))
      #expect(try await kubectl("apply", "-f", "-", input: Self.virtualService).output.hasSuffix("unchanged\n"))
      let table = try await kubectl("get", "vs")
      #expect(table.lines.first?.contains("GATEWAYS") == true)
      #expect(table.output.contains(#"["reviews"]"#))
      let diff = try await kubectl("diff", "-f", "-", input: Self.changed)
      #expect(diff.status == 1)
      #expect(diff.output.contains("-      weight: 80") && diff.output.contains("+      weight: 50"))
      #expect(try await kubectl("apply", "-f", "-", input: Self.changed).output.hasSuffix("configured\n"))
      #expect(
        try await kubectl("patch", "vs", "reviews", "--type=merge", "-p", #"{"spec":{"exportTo":["."]}}"#).status == 0)
      #expect(
        try await kubectl(
          "patch", "vs", "reviews", "--type=json", "-p", #"[{"op":"remove","path":"/spec/exportTo"}]"#
        ).status == 0)
      #expect(try await kubectl("patch", "vs", "reviews", "-p", "{}").status != 0)
      #expect(try await kubectl("label", "vs", "reviews", "a=b").status == 0)
      #expect(try await kubectl("get", "vs", "-l", "a=b", "-o", "name").lines.count == 1)
      #expect(try await kubectl("replace", "-f", "-", input: Self.virtualService).output.hasSuffix("replaced\n"))
      #expect(try await kubectl("delete", "vs", "reviews").output.contains("deleted"))
    }
  }

  @Test("Server-side apply: conflict, force, and a refusal of the webhook")
  func serverSide() async throws {
    try await Kubectl.run { kubectl async throws in
      let apply = ["apply", "--server-side", "-f", "-"]
      #expect(try await kubectl(apply, input: Self.virtualService).output.hasSuffix("serverside-applied\n"))
      let refused = try await kubectl(apply + ["--field-manager=other"], input: Self.changed)
      #expect(refused.status != 0)
      #expect(refused.errors.contains(#"Apply failed with 1 conflict: conflict with "kubectl": .spec.http"#))
      let forced = try await kubectl(apply + ["--field-manager=other", "--force-conflicts"], input: Self.changed)
      #expect(forced.status == 0)
      let bad = Self.virtualService.replacing("weight: 80", "weight: -80")
      let denied = try await kubectl("apply", "-f", "-", input: bad)
      #expect(denied.errors.contains(#"admission webhook "validation.istio.io" denied the request"#))
      let typo = try await kubectl("apply", "-f", "-", input: Self.virtualService.replacing("weight: 80", "wieght: 80"))
      #expect(typo.errors.contains("unknown field"))
    }
  }

  @Test("edit with an editor that changes a weight")
  func editing() async throws {
    try await Kubectl.run { kubectl async throws in
      _ = try await kubectl("apply", "-f", "-", input: Self.virtualService)
      let edited = try await kubectl(
        "edit", "vs", "reviews", environment: ["EDITOR": "sed -i s/weight:.80/weight:\\ 70/"])
      #expect(edited.output.contains("edited"))
      let weight = try await kubectl("get", "vs", "reviews", "-o", "jsonpath={.spec.http[0].route[0].weight}")
      #expect(weight.output == "70")
    }
  }

  @Test("A Deployment: create, scale, rollout, delete")
  func deployments() async throws {
    try await Kubectl.run { kubectl async throws in
      #expect(try await kubectl("create", "deployment", "web", "--image=web:1").status == 0)
      #expect(try await kubectl("rollout", "status", "deploy/web", "--timeout=30s").output.contains("successfully"))
      #expect(try await kubectl("scale", "deploy/web", "--replicas=2").status == 0)
      #expect(try await kubectl("rollout", "status", "deploy/web", "--timeout=30s").status == 0)
      #expect(try await kubectl("get", "pods", "-l", "app=web", "-o", "name").lines.count == 2)
      #expect(try await kubectl("set", "image", "deploy/web", "web=web:2").status == 0)
      #expect(try await kubectl("rollout", "status", "deploy/web", "--timeout=30s").status == 0)
      #expect(try await kubectl("rollout", "undo", "deploy/web").status == 0)
      #expect(try await kubectl("rollout", "status", "deploy/web", "--timeout=30s").status == 0)
      #expect(try await kubectl("delete", "deploy", "web", "--cascade=foreground").status == 0)
      #expect(try await kubectl("get", "pods", "-l", "app=web", "-o", "name").output.isEmpty)
      #expect(try await kubectl("create", "ns", "shop").status == 0)
      #expect(try await kubectl("delete", "ns", "shop").status == 0)
    }
  }

  @Test("Access, raw paths and the viewer's context")
  func access() async throws {
    try await Kubectl.run { kubectl async throws in
      #expect(try await kubectl("auth", "can-i", "patch", "virtualservices.networking.istio.io").output == "yes\n")
      let viewer = ["--context=vigla-demo-viewer"]
      #expect(try await kubectl(viewer + ["auth", "can-i", "delete", "pods"]).output == "no\n")
      #expect(try await kubectl(viewer + ["delete", "pod", "--all"]).errors.contains("(Forbidden)"))
      let pod = try await kubectl(
        "get", "pods", "-l", "app=reviews,version=v1", "-o", "jsonpath={.items[0].metadata.name}")
      let stats = try await kubectl(
        "get", "--raw", "/api/v1/namespaces/default/pods/\(pod.output):15090/proxy/stats/prometheus?usedonly")
      #expect(stats.status == 0)
      #expect(stats.output.contains("# TYPE envoy_cluster"))
      #expect(try await kubectl("get", "--raw", "/nosuch").errors.contains("(NotFound)"))
    }
  }

  @Test("exec of what asks a proxy, of what is not there, and without the right to")
  func exec() async throws {
    try await Kubectl.run { kubectl async throws in
      let pod = try await kubectl(
        "get", "pods", "-l", "app=productpage", "-o", "jsonpath={.items[0].metadata.name}"
      ).output
      let run = ["exec", pod, "-c", "istio-proxy", "--"]
      let stats = try await kubectl(run + ["curl", "-s", "localhost:15090/stats/prometheus?usedonly"])
      #expect(stats.status == 0)
      #expect(stats.output.hasPrefix("# TYPE ") && stats.output.utf8.count > 100_000)
      let admin = try await kubectl(run + ["pilot-agent", "request", "GET", "nothing/here"])
      #expect(admin.status == 1 && admin.output.isEmpty)
      #expect(admin.errors.contains("exit code 1"))
      let missing = try await kubectl(run + ["bash"])
      #expect(missing.status == 1)
      #expect(missing.errors.contains(#"exec: "bash": executable file not found in $PATH"#))
      let other = try await kubectl("exec", pod, "-c", "nope", "--", "ls")
      #expect(other.errors.contains("container nope is not valid for pod \(pod)"))
      let viewer = try await kubectl(["--context=vigla-demo-viewer"] + run + ["ls"])
      #expect(
        viewer.errors.contains(
          #"pods "\#(pod)" is forbidden: User "demo-viewer" cannot create resource "pods/exec" in API group "" "#
            + #"in the namespace "default""#))
      #expect(try await kubectl("auth", "can-i", "create", "pods/exec").output == "yes\n")
    }
  }

  @Test("auth can-i, with roles that kubectl made")
  func roles() async throws {
    try await Kubectl.run { kubectl async throws in
      #expect(try await kubectl("create", "serviceaccount", "robot").status == 0)
      let role = try await kubectl("create", "role", "reader", "--verb=get,list", "--resource=pods,pods/proxy")
      #expect(role.status == 0, "\(role.errors)")
      let binding = try await kubectl(
        "create", "rolebinding", "reader", "--role=reader", "--serviceaccount=default:robot")
      #expect(binding.status == 0, "\(binding.errors)")
      let token = try await kubectl("create", "token", "robot")
      #expect(token.status == 0, "\(token.errors)")
      let robot = ["--as=system:serviceaccount:default:robot"]
      #expect(try await kubectl(["auth", "can-i", "list", "pods"] + robot).output == "yes\n")
      #expect(try await kubectl(["auth", "can-i", "list", "pods", "-A"] + robot).output == "no\n")
      #expect(try await kubectl(["auth", "can-i", "get", "pods", "--subresource=proxy"] + robot).output == "yes\n")
      let list = try await kubectl(["auth", "can-i", "--list"] + robot)
      #expect(list.output.contains("pods/proxy") && list.output.contains("[get list]"), "\(list.output)\(list.errors)")
      let me = try await kubectl(["auth", "whoami", "-o", "json"] + robot)
      #expect(me.output.contains("system:serviceaccount:default:robot"))
      let refused = try await kubectl(["get", "secrets"] + robot)
      #expect(
        refused.errors.contains(#"(Forbidden): secrets is forbidden: User "system:serviceaccount:default:robot""#))
    }
  }
}
