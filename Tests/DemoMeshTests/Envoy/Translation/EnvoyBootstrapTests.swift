import Documents
import MeshModel
import Testing

@testable import DemoMesh

@Suite("Bootstrap of real proxies")
struct EnvoyBootstrapTests {
  private func document(_ workload: String = "reviews-v1") throws -> JSONValue {
    EnvoyBootstrap.document(
      for: try TranslatedMesh().node(workload), xdsPort: 15012,
      identity: EnvoyIdentityFiles(certificateChain: "/c.pem", privateKey: "/k.pem", root: "/r.pem"))
  }

  @Test("the node tells who it is as istiod's proxies do")
  func node() throws {
    let node = try #require(try document()["node"])
    #expect(node["id"] == "sidecar~127.0.1.4~reviews-v1-abc.default~default.svc.cluster.local")
    #expect(node["cluster"] == "reviews.default")
    #expect(node.at("metadata.WORKLOAD_NAME") == "reviews-v1")
    #expect(node.at("metadata.NAMESPACE") == "default")
    #expect(node.at("metadata.LABELS") == ["app": "reviews", "version": "v1"])
    #expect(try document("istio-ingressgateway").at("node.id")?.string?.hasPrefix("router~") == true)
  }

  @Test("clusters and listeners come from the control plane on loopback")
  func controlPlane() throws {
    let document = try document()
    for name in ["lds_config", "cds_config"] {
      let source = document.at("dynamic_resources.\(name).api_config_source")
      #expect(source?["api_type"] == "REST")
      #expect(source?["cluster_names"] == ["xds"])
      #expect(source?["refresh_delay"] == "0.05s")
      #expect(source?["request_timeout"] == "30s")
    }
    let clusters = try #require(document.at("static_resources.clusters")?.array)
    let xds = clusters.first { $0["name"] == "xds" }
    #expect(
      xds?.at("load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address") == [
        "address": "127.0.0.1", "port_value": 15012,
      ])
  }

  @Test("the admin interface is on the pod's address; the metrics have a port of their own, and only they")
  func ports() throws {
    let document = try document()
    #expect(document.at("admin.address.socket_address") == ["address": "127.0.1.4", "port_value": 15000])
    let listener = try #require(document.at("static_resources.listeners[0]"))
    #expect(listener.at("address.socket_address.port_value") == 15090)
    let routes = listener.at(
      "filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes")
    #expect(routes == [["match": ["prefix": "/stats/prometheus"], "route": ["cluster": "prometheus_stats"]]])
  }

  @Test("certificates are static secrets, and there are none without an identity")
  func secrets() throws {
    let secrets = try document().at("static_resources.secrets")?.array
    #expect(secrets?.compactMap { $0["name"]?.string } == ["default", "ROOTCA"])
    #expect(secrets?.first?.at("tls_certificate.private_key.filename") == "/k.pem")
    let plain = EnvoyBootstrap.document(
      for: try TranslatedMesh().node("reviews-v1"), xdsPort: 1, identity: nil)
    #expect(plain.at("static_resources.secrets") == nil)
  }
}
