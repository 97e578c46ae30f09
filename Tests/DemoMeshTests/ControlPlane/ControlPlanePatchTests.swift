import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: patches")
struct ControlPlanePatchTests {
  private static let path = "\(TestCluster.istio)/virtualservices"
  private static let merge = "application/merge-patch+json"
  private static let json = "application/json-patch+json"
  private static let strategic = "application/strategic-merge-patch+json"

  @Test("A merge patch replaces lists whole and removes with null; with a resourceVersion it is locked")
  func mergePatch() async throws {
    try await TestCluster.run { cluster async throws in
      let made = try await cluster.send("POST", Self.path, TestCluster.virtualService())
      let version = made.json.resourceVersion
      let patched = try await cluster.send(
        "PATCH", "\(Self.path)/reviews",
        ["metadata": ["resourceVersion": .string(version)], "spec": ["hosts": ["a"], "exportTo": ["."]]],
        type: Self.merge)
      #expect(patched.json.at("spec.hosts") == ["a"])
      let removed = try await cluster.send(
        "PATCH", "\(Self.path)/reviews", ["spec": ["exportTo": nil]], type: Self.merge)
      #expect(removed.json.at("spec.exportTo") == nil)
      let stale = try await cluster.send(
        "PATCH", "\(Self.path)/reviews",
        ["metadata": ["resourceVersion": .string(version)], "spec": ["hosts": ["b"]]], type: Self.merge)
      #expect(stale.status == 409)
      #expect(stale.reason == "Conflict")
    }
  }

  @Test("A JSON patch changes one weight; a failed test is told without a word why")
  func jsonPatch() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      let patched = try await cluster.send(
        "PATCH", "\(Self.path)/reviews",
        [["op": "replace", "path": "/spec/http/0/route/0/weight", "value": 10]], type: Self.json)
      #expect(patched.json.at("spec.http[0].route[0].weight") == 10)
      let failed = try await cluster.send(
        "PATCH", "\(Self.path)/reviews", [["op": "test", "path": "/spec/hosts/0", "value": "x"]], type: Self.json)
      #expect(failed.status == 422)
      #expect(failed.message == "the server rejected our request due to an error in our request")
      #expect(try await cluster.send("PATCH", "\(Self.path)/reviews", ["a": "b"], type: Self.json).status == 400)
    }
  }

  @Test("A strategic patch is for the built-in kinds alone")
  func unsupported() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      let refused = try await cluster.send(
        "PATCH", "\(Self.path)/reviews", ["spec": ["hosts": ["a"]]], type: Self.strategic)
      #expect(refused.status == 415)
      #expect(refused.reason == "UnsupportedMediaType")
      #expect(refused.message.contains("application/apply-patch+yaml"))
      #expect(!refused.message.contains("strategic"))
    }
  }

  @Test("A strategic patch merges lists by their keys and obeys its directives")
  func strategicPatch() async throws {
    let document: JSONValue = [
      "spec": [
        "template": [
          "spec": [
            "containers": [
              ["name": "a", "image": "a:1", "env": [["name": "X", "value": "1"], ["name": "Y", "value": "2"]]],
              ["name": "b", "image": "b:1"],
            ]
          ]
        ]
      ]
    ]
    func patched(_ containers: JSONValue) -> JSONValue? {
      StrategicMergePatch.apply(
        ["spec": ["template": ["spec": containers]]], to: document, as: .reference("Deployment")
      ).at("spec.template.spec.containers")
    }
    let merged = patched(["containers": [["name": "a", "env": [["name": "X", "value": "9"]]]]])
    #expect(merged?.at("[0].env") == [["name": "X", "value": "9"], ["name": "Y", "value": "2"]])
    #expect(merged?.at("[0].image") == "a:1")
    #expect(patched(["containers": [["name": "b", "$patch": "delete"]]])?.array?.count == 1)
    let replaced = patched(["containers": [["name": "c", "image": "c:1"], ["$patch": "replace"]]])
    #expect(replaced == [["name": "c", "image": "c:1"]])
    let ordered = patched(["$setElementOrder/containers": [["name": "b"], ["name": "a"]]])
    #expect(ordered?.array?.compactMap { $0["name"]?.string } == ["b", "a"])
    #expect(
      patched(["containers": [["name": "a", "env": nil]]])?.at("[0].env") == nil)
  }

  @Test("A patch of what is not there")
  func missing() async throws {
    try await TestCluster.run { cluster async throws in
      let answer = try await cluster.send("PATCH", "\(Self.path)/nope", [:], type: Self.merge)
      #expect(answer.status == 404)
    }
  }

  @Test("A strict patch with an unknown field is invalid")
  func strict() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      let answer = try await cluster.send(
        "PATCH", "\(Self.path)/reviews?fieldValidation=Strict", ["spec": ["hostz": []]], type: Self.merge)
      #expect(answer.status == 422)
      #expect(answer.causes.first?["field"] == "patch")
    }
  }
}
