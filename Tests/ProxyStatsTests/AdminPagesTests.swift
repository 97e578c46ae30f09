import MeshModel
import Testing

@testable import ProxyStats

@Suite struct AdminPagesTests {
  @Test func serverInfoTellsWhoItIs() throws {
    let text = """
      {"version": "9e5580933739775e8bce696a57a2e1bc99368f23/1.40.0/Clean/RELEASE/BoringSSL", "state": "LIVE",
       "uptime_current_epoch": "26s", "uptime_all_epochs": "90s", "command_line_options": {"base_id": "0", "stats_tag": []},
       "node": {"id": "sidecar~127.0.1.1~productpage-v1-abc.default~default.svc.cluster.local",
        "cluster": "productpage.default", "metadata": {"NAME": "productpage-v1-abc",
         "LABELS": {"version": "v1", "app": "productpage"}, "CLUSTER_ID": "Kubernetes",
         "WORKLOAD_NAME": "productpage-v1", "NAMESPACE": "default"},
        "extensions": [{"name": "envoy.cluster.dns", "type_urls": ["a"]}]}}
      """
    let info = try ServerInfoPage.parse(Array(text.utf8))
    #expect(info.version == "1.40.0")
    #expect(info.state == "LIVE")
    #expect(info.uptime == 26)
    #expect(info.nodeCluster == "productpage.default")
    #expect(info.workload == "productpage-v1")
    #expect(info.namespace == "default")
    #expect(info.clusterID == "Kubernetes")
    #expect(info.labels == ["version": "v1", "app": "productpage"])
    #expect(info.workloadName == "productpage-v1")
  }

  @Test func aPlainEnvoyIsKnownByItsNode() throws {
    let info = try ServerInfoPage.parse(Array(#"{"version":"1.30.0","node":{"id":"n","cluster":"front"}}"#.utf8))
    #expect(info.version == "1.30.0")
    #expect(info.workloadName == "front")
    #expect(throws: AdminPageError.self) { try ServerInfoPage.parse(Array("{}".utf8)) }
    #expect(throws: AdminPageError.self) { try ServerInfoPage.parse(Array("Not found".utf8)) }
  }

  @Test func listenersTellTheirAddresses() throws {
    let text = """
      {"listener_statuses": [
       {"name": "b", "local_address": {"socket_address": {"address": "0.0.0.0", "port_value": 15006}},
        "additional_local_addresses": [{"socket_address": {"address": "::", "port_value": 15006}}]},
       {"name": "a", "local_address": {"socket_address": {"address": "10.1.1.1", "port_value": 80}}},
       {"name": "warming"}]}
      """
    #expect(try ListenersPage.parse(Array(text.utf8)) == ["0.0.0.0:15006", "10.1.1.1:80", "[::]:15006"])
    #expect(try ListenersPage.parse(Array("{}".utf8)) == [])
  }

  @Test func routesTellWhoGetsCopies() throws {
    let text = """
      {"configs": [{"route_config": {"virtual_hosts": [{"routes": [
       {"route": {"cluster": "v1", "request_mirror_policies": [{"cluster": "v3", "runtime_fraction": {}}]}},
       {"route": {"weighted_clusters": {"clusters": [{"name": "v2"}]}, "request_mirror_policies": [{"cluster": "v2"}]}}
      ]}]}}]}
      """
    #expect(try RoutesPage.mirrorTargets(Array(text.utf8)) == ["v2", "v3"])
    #expect(try RoutesPage.mirrorTargets(Array("{}".utf8)) == [])
  }
}
