import Testing

@testable import MeshModel

@Suite struct ClusterNameTests {
  @Test func istioNamesAreTakenApart() {
    let name = ClusterName("outbound|9080|v1|reviews.default.svc.cluster.local")
    #expect(name.direction == .outbound)
    #expect(name.port == 9080)
    #expect(name.subset == "v1")
    #expect(name.service.map { [$0.name, $0.namespace] } == ["reviews", "default"])
    #expect(name.shortText == "reviews v1")
    #expect(ClusterName("outbound|443||api.example.com").service == nil)
    #expect(ClusterName("outbound|443||api.example.com").shortText == "api.example.com")
    #expect(ClusterName("inbound|9080||").direction == .inbound)
    #expect(ClusterName("inbound|9080||").host.isEmpty)
  }

  @Test(arguments: ["web", "a|b|c|d", "outbound|x|v1|reviews", "outbound|80|v1", "", "|||"])
  func anyOtherNameStandsForItself(_ text: String) {
    let name = ClusterName(text)
    #expect(name.direction == nil && name.port == nil && name.subset == nil && name.service == nil)
    #expect(name.host == text)
    #expect(name.shortText == text)
  }
}
