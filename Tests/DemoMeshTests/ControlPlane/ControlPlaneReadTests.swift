import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: get and list")
struct ControlPlaneReadTests {
  @Test("An object is served in each version of its group, from one storage")
  func versions() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", "\(TestCluster.istio)/virtualservices", TestCluster.virtualService())
      for version in ["v1", "v1beta1", "v1alpha3"] {
        let path = "/apis/networking.istio.io/\(version)/namespaces/default/virtualservices/reviews"
        let answer = try await cluster.get(path)
        #expect(answer.status == 200)
        #expect(answer.json["apiVersion"] == .string("networking.istio.io/\(version)"))
        #expect(answer.json.at("spec.hosts") == ["reviews"])
      }
    }
  }

  @Test(
    "What does not exist is told by the API's own words",
    arguments: [
      (
        "/apis/networking.istio.io/v1/namespaces/default/virtualservices/nope", 404, "NotFound",
        #"virtualservices.networking.istio.io "nope" not found"#
      ), ("/api/v1/namespaces/default/pods/nope", 404, "NotFound", #"pods "nope" not found"#),
    ])
  func notFound(path: String, status: Int, reason: String, message: String) async throws {
    try await TestCluster.read { cluster async throws in
      let answer = try await cluster.get(path)
      #expect(answer.status == status)
      #expect(answer.reason == reason)
      #expect(answer.message == message)
      #expect(answer.json["details"]?["name"] == "nope")
      #expect(answer.headers.first(name: "content-type") == "application/json")
    }
  }

  @Test(
    "A path that is not served is plain text",
    arguments: ["/nosuch", "/apis/nosuch.io/v1/things", "/api/v1/things", "/apis/apps/v1beta2/deployments"])
  func unknownPath(path: String) async throws {
    try await TestCluster.read { cluster async throws in
      let answer = try await cluster.get(path)
      #expect(answer.status == 404)
      #expect(answer.text == "404 page not found\n")
      #expect(answer.headers.first(name: "content-type")?.hasPrefix("text/plain") == true)
    }
  }

  @Test("Items of built-in lists have no kind, those of custom resources do")
  func listItems() async throws {
    try await TestCluster.run { cluster async throws in
      let pods = try await cluster.get("/api/v1/namespaces/default/pods")
      #expect(pods.json["kind"] == "PodList")
      #expect(pods.items.count == 6)
      #expect(pods.items[0]["kind"] == nil)
      try await cluster.send("POST", "\(TestCluster.istio)/virtualservices", TestCluster.virtualService())
      let services = try await cluster.get("/apis/networking.istio.io/v1/virtualservices")
      #expect(services.items[0]["kind"] == "VirtualService")
    }
  }

  @Test("Pages hold the first page's state and revision, whatever happens in between")
  func paging() async throws {
    try await TestCluster.run { cluster async throws in
      let path = "/api/v1/namespaces/default/pods?limit=4"
      let first = try await cluster.get(path)
      #expect(first.items.count == 4)
      #expect(first.json.at("metadata.remainingItemCount") == 2)
      let token = try #require(first.json.at("metadata.continue")?.string)
      let last = try #require(try await cluster.get("/api/v1/namespaces/default/pods").items.last)
      try await cluster.send("DELETE", "/api/v1/namespaces/default/pods/\(last.objectName)?gracePeriodSeconds=0")
      let second = try await cluster.get("\(path)&continue=\(token)")
      #expect(second.items.count == 2)
      #expect(second.items.last?.objectName == last.objectName)
      #expect(second.json.at("metadata.continue") == nil)
      #expect(second.json.at("metadata.resourceVersion") == first.json.at("metadata.resourceVersion"))
    }
  }

  @Test("With a selector no remaining count is told; with resourceVersion=0 the limit does not count")
  func pagingLimits() async throws {
    try await TestCluster.read { cluster async throws in
      let selected = try await cluster.get("/api/v1/pods?limit=1&labelSelector=app%3Dreviews")
      #expect(selected.items.count == 1)
      #expect(selected.json.at("metadata.continue") != nil)
      #expect(selected.json.at("metadata.remainingItemCount") == nil)
      #expect(try await cluster.get("/api/v1/pods?limit=1&resourceVersion=0").items.count == 8)
    }
  }

  @Test("An expired continue token is answered with 410 and a token for the rest")
  func expiredToken() async throws {
    try await TestCluster.run { cluster async throws in
      let first = try await cluster.get("/api/v1/pods?limit=3")
      let token = try #require(first.json.at("metadata.continue")?.string)
      try await cluster.send(
        "PATCH", "/api/v1/namespaces/default", ["metadata": ["labels": ["a": "b"]]],
        type: "application/merge-patch+json")
      try await cluster.send(
        "POST", "/api/v1/namespaces/default/configmaps",
        ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "later"]])
      cluster.plane.store.compact()
      let expired = try await cluster.get("/api/v1/pods?limit=3&continue=\(token)")
      #expect(expired.status == 410)
      #expect(expired.reason == "Expired")
      let fresh = try #require(expired.json.at("metadata.continue")?.string)
      let rest = try await cluster.get("/api/v1/pods?continue=\(fresh)")
      #expect(rest.status == 200)
      #expect(rest.items.count == 5)
    }
  }

  @Test(
    "Bad list parameters are refused",
    arguments: [
      ("continue=garbage", 400), ("continue=abc&resourceVersion=5", 400), ("resourceVersion=x", 400),
      ("resourceVersion=99999999", 504), ("labelSelector=a%20b", 400), ("fieldSelector=spec.nope%3D1", 400),
    ])
  func badParameters(query: String, status: Int) async throws {
    try await TestCluster.read { cluster async throws in
      #expect(try await cluster.get("/api/v1/pods?\(query)").status == status)
    }
  }

  @Test(
    "Selectors choose",
    arguments: [
      ("labelSelector=app%3Dreviews", 3), ("labelSelector=app%20in%20(reviews,ratings)", 4),
      ("labelSelector=app%3Dreviews,version!%3Dv1", 2), ("labelSelector=!version", 2),
      ("labelSelector=app,version%20notin%20(v2,v3)", 6), ("fieldSelector=metadata.namespace%3Distio-system", 2),
      ("fieldSelector=status.phase%3DRunning,metadata.namespace!%3Ddefault", 2),
      ("fieldSelector=status.phase%3DPending", 0),
    ])
  func selectors(query: String, count: Int) async throws {
    try await TestCluster.read { cluster async throws in
      #expect(try await cluster.get("/api/v1/pods?\(query)").items.count == count)
    }
  }

  @Test("Tables have kubectl's columns, priorities and the metadata of each row")
  func tables() async throws {
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", "\(TestCluster.istio)/virtualservices", TestCluster.virtualService())
      let table = try await cluster.get("\(TestCluster.istio)/virtualservices", accept: accept).json
      #expect(table["kind"] == "Table")
      #expect(
        table["columnDefinitions"]?.array?.compactMap { $0["name"]?.string } == ["Name", "Gateways", "Hosts", "Age"])
      #expect(table.at("rows[0].cells[2]") == #"["reviews"]"#)
      #expect(table.at("rows[0].object.kind") == "PartialObjectMetadata")
      let pods = try await cluster.get("/api/v1/namespaces/default/pods", accept: accept).json
      #expect(pods.at("rows[0].cells[1]") == "2/2")
      #expect(pods.at("columnDefinitions[5].priority") == 1)
      let whole = try await cluster.get("/api/v1/namespaces/default/pods?includeObject=Object", accept: accept)
      #expect(whole.json.at("rows[0].object.kind") == "Pod")
    }
  }

  @Test("Every kind has a table whose rows fit its columns")
  func everyTable() async throws {
    try await TestCluster.read { cluster async throws in
      for type in ResourceCatalogue.shared.types where !type.isVirtual {
        let root = type.group.isEmpty ? "/api/v1" : "/apis/\(type.group)/\(type.storageVersion)"
        let table = try await cluster.get(
          "\(root)/\(type.plural)", accept: "application/json;as=Table;v=v1;g=meta.k8s.io"
        ).json
        let columns = table["columnDefinitions"]?.array?.count
        for row in table["rows"]?.array ?? [] { #expect(row["cells"]?.array?.count == columns) }
      }
    }
  }

  @Test("Metadata alone, YAML, and a form that is not served")
  func forms() async throws {
    try await TestCluster.read { cluster async throws in
      let partial = try await cluster.get(
        "/api/v1/pods", accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
      #expect(partial.json["kind"] == "PartialObjectMetadataList")
      #expect(partial.items.allSatisfy { $0["spec"] == nil && $0["metadata"] != nil })
      let yaml = try await cluster.get("/api/v1/namespaces/default", accept: "application/yaml")
      #expect(try YAMLText.parse(yaml.text)["kind"] == "Namespace")
      #expect(try await cluster.get("/api/v1/pods", accept: "text/html").status == 406)
    }
  }
}
